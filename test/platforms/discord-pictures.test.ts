import assert from "node:assert/strict";
import { test } from "node:test";
import { commands } from "../../src/commands/list.ts";
import { isParleyError } from "../../src/core/errors.ts";
import { jobId } from "../../src/core/ids.ts";
import type { InboundCommand } from "../../src/core/inbound.ts";
import type { Response } from "../../src/core/platform.ts";
import { type DiscordBench, discordBench } from "../support/discord-bench.ts";
import { seen } from "../support/discord-help.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { plainPng } from "../support/pictures.ts";

const signal = AbortSignal.timeout(60_000);
const callback = "POST /interactions/:id/:token/callback";
const minuteMs = 60_000;
const { bytes } = plainPng(3, 2);
const picture: Response = {
  text: "a fox",
  kept: "a fox",
  visibility: "all",
  files: [{ name: "fox.png", mime: "image/png", bytes }],
  buttons: [{ action: "vary", label: "Vary", job: jobId(crypto.randomUUID()) }],
};

/** Ben uses /ocr with a picture attached, and nobody answers for so long that Discord is asked to wait. */
async function waited(bench: DiscordBench, clock: ManualClock): Promise<InboundCommand> {
  await bench.platform.publish(commands, signal);
  const image = { filename: "sign.png", contentType: "image/png", bytes };
  bench.discord.as(bench.people.ben.id).slash(bench.channel.channel, "ocr", { image });
  const command = await bench.hear("command");
  await clock.advance(1_600);
  await bench.ledger.until((one) => one.name === callback && one.status !== undefined);
  return command;
}

/** Parley starts again on the same Discord, which starts one session every five seconds. */
async function restarted(bench: DiscordBench, clock: ManualClock) {
  await bench.platform.stop();
  await clock.advance(6_000);
  return (await bench.restart()).platform;
}

const texts = async (bench: DiscordBench) =>
  (await bench.standing(bench.channel, bench.people.chloe)).map(({ text, files, buttons }) => [
    text,
    files,
    buttons,
  ]);

test("DISCORD-PICTURES what takes long is waited for before all, and what all waited for becomes the answer", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const { reply, place, person, files } = await waited(bench, clock);
  assert.equal(files?.image?.loose, true);
  const [thinking, ...more] = await bench.standing(bench.channel, bench.people.chloe);
  assert.deepEqual([thinking?.text, more], ["", []]);
  assert.deepEqual(await bench.platform.backlog(place, 10, signal), [], "nothing is said yet");
  const stood = await bench.platform.respond(reply, place, person, picture, false, signal);
  assert.deepEqual(await texts(bench), [["a fox", ["fox.png"], ["Vary"]]]);
  assert.deepEqual(stood?.ids, [thinking?.id]);
  assert.equal(stood?.files[0]?.name, "fox.png");
});

test("DISCORD-PICTURES what is for one person is not shown to those who saw that it was waited for", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const { reply, place, person } = await waited(bench, clock);
  const nothing = { text: "I found no text.", visibility: "asker" } as const;
  await bench.platform.respond(reply, place, person, nothing, false, signal);
  assert.deepEqual(await seen(bench, bench.people.chloe), []);
  assert.deepEqual(await seen(bench), ["I found no text."]);
});

test("F01 DISCORD-PICTURES after a restart what was waited for is answered in its place, once, and told of", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const { reply, place, person } = await waited(bench, clock);
  const platform = await restarted(bench, clock);
  const stood = await platform.respond(reply, place, person, picture, true, signal);
  const again = await platform.respond(reply, place, person, picture, true, signal);
  assert.deepEqual(await texts(bench), [["a fox", ["fox.png"], ["Vary"]]]);
  assert.deepEqual(again?.ids, stood?.ids);
  assert.equal(stood?.files.length, 1);
});

for (const mayStand of [false, true])
  test(`F27 DISCORD-PICTURES with a dead token${mayStand ? " after a crash" : ""} the waiting goes, and the answer stands and is told of`, async () => {
    const clock = manualClock(Date.now());
    await using bench = await discordBench({ clock });
    const { reply, place, person } = await waited(bench, clock);
    const platform = mayStand ? await restarted(bench, clock) : bench.platform;
    await clock.advance(16 * minuteMs);
    const stood = await platform.respond(reply, place, person, picture, mayStand, signal);
    const text = `<@${person.id}> a fox`;
    assert.deepEqual(await texts(bench), [[text, ["fox.png"], ["Vary"]]]);
    const [standing] = await bench.standing(bench.channel);
    assert.deepEqual(stood?.ids, [standing?.id]);
    assert.equal(stood?.files[0]?.name, "fox.png");
  });

test("F01 DISCORD-PICTURES an answer of a process that died is found and told of when the token is dead", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const { reply, place, person } = await waited(bench, clock);
  const stood = await bench.platform.respond(reply, place, person, picture, false, signal);
  const platform = await restarted(bench, clock);
  await clock.advance(16 * minuteMs);
  const found = await platform.respond(reply, place, person, picture, true, signal);
  assert.deepEqual(found?.ids, stood?.ids);
  assert.deepEqual(found?.files[0]?.id, stood?.files[0]?.id);
  assert.equal((await texts(bench)).length, 1);
});

test("DISCORD-PICTURES files can be fetched a day later by another process; one that stood in no message can't", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const { reply, place, person, files } = await waited(bench, clock);
  const stood = await bench.platform.respond(reply, place, person, picture, false, signal);
  const stored = JSON.parse(JSON.stringify([stood?.files[0], files?.image]));
  await bench.platform.stop();
  await clock.advance(25 * 60 * minuteMs);
  const { platform } = await bench.restart();
  assert.deepEqual(new Uint8Array((await platform.download(stored[0], place, signal)).bytes), bytes);
  await assert.rejects(platform.download(stored[1], place, signal), (error) =>
    isParleyError(error, "place_gone"),
  );
});

test("DISCORD-PICTURES where the answer can't be read back it stands all the same, and nothing is told", async () => {
  await using bench = await discordBench();
  await bench.platform.publish(commands, signal);
  await bench.people.command(bench.people.ben, bench.channel, "help");
  const { reply, place, person } = await bench.hear("command");
  const name = "GET /channels/:id/messages";
  bench.faults.add({
    service: "discord",
    name,
    fault: { kind: "status", status: 403, body: { code: 50001 } },
  });
  assert.equal(await bench.platform.respond(reply, place, person, picture, false, signal), undefined);
  assert.deepEqual(await texts(bench), [["a fox", ["fox.png"], ["Vary"]]]);
});
