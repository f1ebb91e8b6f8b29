import assert from "node:assert/strict";
import type { Place } from "../../src/core/inbound.ts";
import type { OutFile, Response, Stood } from "../../src/core/platform.ts";
import { plainPng } from "../support/pictures.ts";
import { introduce } from "../support/test-commands.ts";
import type { Bench } from "./platform-bench.ts";
import { job, key, type Start, suiteOn } from "./platform-suite.ts";

const signal = AbortSignal.timeout(600_000);

/** What every platform adapter tells of an answer that joins the conversation. */
export function keptContract(name: string, start: Start): void {
  const { contract } = suiteOn(name, start);

  contract(
    "PLATFORM-KEPT a command's answer tells its message and files, in a channel and a DM",
    async (bench) => {
      const { platform, people } = bench;
      await platform.publish([introduce], signal);
      for (const place of [bench.channel, bench.dm]) {
        const who = people.picked(people.chloe);
        await people.command(people.ben, place, "introduce", { who });
        const { reply } = await bench.hear("command", (one) => one.place.channel === place.channel);
        const said = pictures();
        const stood = await platform.respond(reply, place, people.ben, said, false, signal);
        await stands(bench, place, said, stood);
        const again = await platform.respond(reply, place, people.ben, said, false, signal);
        await stands(bench, place, said, again);
        assert.deepEqual(again?.ids, stood?.ids);
      }
    },
  );

  contract("PLATFORM-KEPT a button's answer does so too, in a channel, a thread and a DM", async (bench) => {
    const { platform, channel, people } = bench;
    const thread = await platform.openThread(channel, { title: "aside", text: "here" }, key(job()), signal);
    assert.ok(thread);
    for (const place of [channel, thread, bench.dm]) {
      const of = job();
      const buttons = [{ action: "vary", label: "Vary", job: of }] as const;
      const { id } = await platform.send(place, { text: "a picture", buttons }, key(of), signal);
      await people.press(people.ben, place, id, "Vary");
      const { reply } = await bench.hear("action", (one) => one.job === of);
      const said = pictures();
      const stood = await platform.respond(reply, place, people.ben, said, false, signal);
      await stands(bench, place, said, stood);
      assert.notEqual(stood?.ids[0], id);
    }
  });

  contract("PLATFORM-KEPT what one person alone is shown tells nothing", async (bench) => {
    const { platform, channel, people } = bench;
    await platform.publish([introduce], signal);
    await people.command(people.ben, channel, "introduce", { who: people.picked(people.chloe) });
    const { reply } = await bench.hear("command");
    const said = { text: "for you", kept: "for you", visibility: "asker" } as const;
    assert.equal(await platform.respond(reply, channel, people.ben, said, false, signal), undefined);
  });
}

/** An answer with two pictures of their own bytes. */
function pictures(): Response & { files: OutFile[] } {
  const files = [3, 4].map((width) => {
    const { bytes } = plainPng(width, 2);
    return { name: `${width}-wide.png`, mime: "image/png", bytes, description: `${width} wide` };
  });
  const buttons = [{ action: "again", label: "Again", job: job() }] as const;
  return { text: "two foxes", kept: "two foxes", visibility: "all", files, buttons };
}

/** It stands once for all to see, and is told of so that its files can be fetched again, in their order. */
async function stands(bench: Bench, place: Place, said: Response, stood: Stood | undefined): Promise<void> {
  const [message, ...more] = await shown(bench, place);
  assert.deepEqual(more, []);
  const { files = [] } = said;
  assert.deepEqual(
    message?.files,
    files.map((file) => file.name),
  );
  assert.deepEqual(message?.buttons, ["Again"]);
  assert.deepEqual(stood?.ids, [message?.id]);
  assert.deepEqual(
    stood?.files.map(({ name, mime, sizeBytes, loose }) => [name, mime, sizeBytes, loose]),
    files.map(({ name, mime, bytes }) => [name, mime, bytes.byteLength, undefined]),
  );
  const stored: Stood = JSON.parse(JSON.stringify(stood));
  for (const [i, file] of stored.files.entries()) {
    const { bytes } = await bench.platform.download(file, place, signal);
    assert.deepEqual(new Uint8Array(bytes), files[i]?.bytes);
  }
}

async function shown(bench: Bench, place: Place) {
  const viewer = place.kind === "dm" ? bench.people.ben : bench.people.chloe;
  return (await bench.standing(place, viewer)).filter((one) => one.own && one.text === "two foxes");
}
