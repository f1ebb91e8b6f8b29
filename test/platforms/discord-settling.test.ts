import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../../sandbox/kernel/ledger.ts";
import { jobId } from "../../src/core/ids.ts";
import { type DiscordBench, discordBench } from "../support/discord-bench.ts";
import { asked, seen } from "../support/discord-help.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";

const signal = AbortSignal.timeout(60_000);
const callback = "POST /interactions/:id/:token/callback";
/** Ben presses a button, alone with what he sees or before all, and nobody answers for a while. */
async function pressedAndPutOff(bench: DiscordBench, clock: ManualClock, visibility: "asker" | "all") {
  const buttons = [{ action: "confirm", label: "Yes", job: jobId(crypto.randomUUID()) }] as const;
  const { reply, place, person } = await asked(bench);
  await bench.platform.respond(reply, place, person, { text: "Sure?", visibility, buttons }, false, signal);
  const [question] = (await bench.standing(place, person)).filter((one) => one.text === "Sure?");
  await bench.people.press(person, place, question?.id ?? "", "Yes");
  const pressed = await bench.hear("action");
  await clock.advance(1_600);
  const isPutOff = (one: Entry) =>
    one.name === callback && one.status !== undefined && one.path?.includes(pressed.reply.id) === true;
  await bench.ledger.until(isPutOff);
  return pressed;
}

for (const visibility of ["asker", "all"] as const)
  test(`PLATFORM-SETTLE after a press was put off its message, for ${visibility}, is settled and the answer follows`, async () => {
    const clock = manualClock(Date.now());
    await using bench = await discordBench({ clock });
    const { reply, place, person } = await pressedAndPutOff(bench, clock, visibility);
    const done = { text: "merged", settled: "Confirmed.", visibility: "all" } as const;
    await bench.platform.respond(reply, place, person, done, false, signal);
    const forAll = visibility === "all" ? ["Confirmed.", "merged"] : ["merged"];
    assert.deepEqual(
      [await seen(bench), await seen(bench, bench.people.chloe)],
      [["Confirmed.", "merged"], forAll],
    );
    assert.ok((await bench.standing(bench.channel, person)).every((one) => one.buttons.length === 0));
    await bench.platform.stop();
    // Discord starts one session every five seconds.
    await clock.advance(6_000);
    const { platform } = await bench.restart();
    await platform.respond(reply, place, person, done, true, signal);
    assert.deepEqual(
      [await seen(bench), await seen(bench, bench.people.chloe)],
      [["Confirmed.", "merged"], forAll],
    );
  });

test("PLATFORM-SETTLE what an earlier attempt has shown is not written over", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const buttons = [{ action: "confirm", label: "Yes", job: jobId(crypto.randomUUID()) }] as const;
  const { reply, place, person } = await asked(bench);
  const question = { text: "Sure?", visibility: "all", buttons } as const;
  await bench.platform.respond(reply, place, person, question, false, signal);
  const [standing] = await bench.standing(place, person);
  await bench.people.press(person, place, standing?.id ?? "", "Yes");
  const pressed = await bench.hear("action");
  const refusal = { text: "not now", visibility: "asker" } as const;
  await bench.platform.respond(pressed.reply, place, person, refusal, false, signal);
  await bench.platform.stop();
  // Discord starts one session every five seconds.
  await clock.advance(6_000);
  const { platform } = await bench.restart();
  const done = { text: "", settled: "Confirmed.", visibility: "asker" } as const;
  await platform.respond(pressed.reply, place, person, done, true, signal);
  assert.deepEqual(await seen(bench), ["Confirmed.", "not now"]);
});
