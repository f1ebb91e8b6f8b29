import assert from "node:assert/strict";
import type { InboundAction, Person, Place, ReplyHandle } from "../../src/core/inbound.ts";
import type { Response } from "../../src/core/platform.ts";
import { introduce } from "../support/test-commands.ts";
import type { Bench } from "./platform-bench.ts";
import { job, key, type Start, suiteOn } from "./platform-suite.ts";

const signal = AbortSignal.timeout(600_000);

/** What becomes of a message whose button was pressed. */
export function settleContract(name: string, start: Start): void {
  const { contract } = suiteOn(name, start);

  contract("PLATFORM-SETTLE what one person alone sees says what became of it", async (bench) => {
    const { channel, people } = bench;
    const pressed = await pressedAlone(bench, channel);
    await answer(bench, pressed, { text: "", settled: "It stays.", visibility: "asker" });
    assert.deepEqual(await own(bench, channel, people.ben), [["It stays.", []]]);
    assert.deepEqual(await own(bench, channel, people.chloe), []);
    await answer(bench, pressed, { text: "", settled: "It stays.", visibility: "asker" }, true);
    assert.deepEqual(await own(bench, channel, people.ben), [["It stays.", []]]);
  });

  contract("PLATFORM-SETTLE the answer is shown beside it, to whom it is for", async (bench) => {
    const { channel, people } = bench;
    const pressed = await pressedAlone(bench, channel);
    const done = { text: "It is gone.", settled: "Confirmed.", visibility: "all" } as const;
    await answer(bench, pressed, done);
    assert.deepEqual(await own(bench, channel, people.ben), [
      ["Confirmed.", []],
      ["It is gone.", []],
    ]);
    assert.deepEqual(await own(bench, channel, people.chloe), [["It is gone.", []]]);
    await answer(bench, pressed, done, true);
    assert.deepEqual(await own(bench, channel, people.chloe), [["It is gone.", []]]);
  });

  contract("PLATFORM-SETTLE what all see says it to all, in its place", async (bench) => {
    const { channel, people } = bench;
    const pressed = await pressedOpenly(bench, channel);
    const buttons = [{ action: "undo", label: "Undo", job: job() }] as const;
    const done = { text: "It is done.", settled: "Confirmed.", visibility: "all", buttons } as const;
    await answer(bench, pressed, done);
    assert.deepEqual(await own(bench, channel, people.chloe), [
      ["Confirmed.", []],
      ["It is done.", ["Undo"]],
    ]);
    assert.equal((await bench.standing(channel))[0]?.id, pressed.message);
  });

  contract("PLATFORM-SETTLE of what all see nothing more is said where that says it", async (bench) => {
    const { channel, people } = bench;
    const pressed = await pressedOpenly(bench, channel);
    await answer(bench, pressed, { text: "", settled: "Nothing was done.", visibility: "asker" });
    for (const who of [people.ben, people.chloe])
      assert.deepEqual(await own(bench, channel, who), [["Nothing was done.", []]]);
  });

  contract(
    "PLATFORM-SETTLE it works in threads, for what one person sees and what all see",
    async (bench) => {
      const { platform, channel, people } = bench;
      const thread = await platform.openThread(channel, { title: "aside", text: "here" }, key(job()), signal);
      assert.ok(thread);
      await answer(bench, await pressedOpenly(bench, thread), {
        text: "",
        settled: "Said to all.",
        visibility: "asker",
      });
      const alone = { text: "and this", settled: "Said to one.", visibility: "asker" } as const;
      await answer(bench, await pressedAlone(bench, thread), alone);
      const all = [["Said to all.", []]];
      const inThread = async (viewer: Person) =>
        (await own(bench, thread, viewer)).filter(([text]) => text !== "here" && text !== "");
      assert.deepEqual(await inThread(people.chloe), all);
      assert.deepEqual(await inThread(people.ben), [...all, ["Said to one.", []], ["and this", []]]);
    },
  );

  contract("PLATFORM-SETTLE an hour later what all see is settled all the same", async (bench) => {
    const { channel, people } = bench;
    const pressed = later(await pressedOpenly(bench, channel));
    await answer(bench, pressed, { text: "It is done.", settled: "Confirmed.", visibility: "all" });
    const [first, second, ...more] = await own(bench, channel, people.chloe);
    assert.deepEqual(first, ["Confirmed.", []]);
    assert.match(String(second?.[0]), /It is done\./);
    assert.deepEqual(more, []);
  });

  contract("PLATFORM-SETTLE an hour later what one person sees stays, and they are told", async (bench) => {
    const { channel, dm, people } = bench;
    const pressed = later(await pressedAlone(bench, channel));
    await answer(bench, pressed, { text: "", settled: "It stays.", visibility: "asker" });
    const seen = [...(await own(bench, channel, people.ben)), ...(await own(bench, dm, people.ben))];
    assert.deepEqual(seen, [
      ["Sure?", ["Yes"]],
      ["It stays.", []],
    ]);
    assert.deepEqual(await own(bench, channel, people.chloe), []);
  });

  contract("PLATFORM-SETTLE where the message is gone the answer is shown all the same", async (bench) => {
    const { platform, channel, people } = bench;
    const pressed = await pressedOpenly(bench, channel);
    await platform.remove(channel, pressed.message, signal);
    await answer(bench, pressed, { text: "It is done.", settled: "Confirmed.", visibility: "all" });
    const [first, ...more] = await own(bench, channel, people.chloe);
    assert.match(String(first?.[0]), /It is done\./);
    assert.deepEqual(more, []);
  });
}

/** Ben presses a button under an answer that he alone sees. */
async function pressedAlone(bench: Bench, place: Place): Promise<InboundAction> {
  const { platform, people } = bench;
  await platform.publish([introduce], signal);
  await people.command(people.ben, place, "introduce", { who: people.picked(people.chloe) });
  const command = await bench.hear("command");
  const buttons = [{ action: "confirm", label: "Yes", job: job() }] as const;
  const question = { text: "Sure?", visibility: "asker", buttons } as const;
  await platform.respond(command.reply, place, people.ben, question, false, signal);
  const seen = (await bench.standing(place, people.ben)).find((one) => one.text === "Sure?");
  assert.ok(seen);
  await people.press(people.ben, place, seen.id, "Yes");
  return bench.hear("action", (one) => one.message === seen.id);
}

/** Ben presses a button under a message that all see. */
async function pressedOpenly(bench: Bench, place: Place): Promise<InboundAction> {
  const { platform, people } = bench;
  const of = job();
  const buttons = [{ action: "confirm", label: "Yes", job: of }] as const;
  const { id } = await platform.send(place, { text: "Sure?", buttons }, key(of), signal);
  await people.press(people.ben, place, id, "Yes");
  return bench.hear("action", (one) => one.message === id);
}

/** As another process comes to it when nothing can be said by its token any more. */
function later(pressed: InboundAction): InboundAction {
  const { reply } = pressed;
  const id = reply.id.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  const old: ReplyHandle = { ...reply, id, issuedAt: reply.issuedAt - 60 * 60_000 };
  return { ...pressed, reply: old };
}

function answer({ platform }: Bench, { reply, place, person }: InboundAction, said: Response, again = false) {
  return platform.respond(reply, place, person, said, again, signal);
}

/** Parley's messages in a place as somebody sees them: what they say, and their buttons. */
async function own(bench: Bench, place: Place, viewer: Person): Promise<[string, readonly string[]][]> {
  const standing = await bench.standing(place, viewer);
  return standing.filter((one) => one.own).map(({ text, buttons }) => [text, buttons]);
}
