import assert from "node:assert/strict";
import { test } from "node:test";
import { jobId } from "../../src/core/ids.ts";
import type { InboundCommand, Place } from "../../src/core/inbound.ts";
import type { Response } from "../../src/core/platform.ts";
import { manualClock } from "../support/manual-clock.ts";
import { plainPng } from "../support/pictures.ts";
import { type SlackPlatformBench, slackPlatformBench } from "../support/slack-platform-bench.ts";

const signal = AbortSignal.timeout(60_000);
const { bytes } = plainPng(3, 2);
const file = { name: "sign.png", mime: "image/png", bytes };
const picture: Response = {
  text: "a fox",
  kept: "a fox",
  visibility: "all",
  files: [{ name: "fox.png", mime: "image/png", bytes, description: "a fox" }],
  buttons: [{ action: "vary", label: "Vary", job: jobId(crypto.randomUUID()) }],
};
const note = "I am at it…";

async function commanded(bench: SlackPlatformBench, place = bench.channel): Promise<InboundCommand> {
  await bench.people.command(bench.people.ben, place, "parley", { words: "ocr" });
  return bench.hear("command");
}

/** Ben writes the command below a message of his own, with a picture. */
async function mentioned(bench: SlackPlatformBench): Promise<InboundCommand> {
  const root = await bench.people.say(bench.people.ben, bench.channel, "a question");
  await bench.people.say(bench.people.ben, bench.thread(root), "ocr", { mention: true, file });
  return bench.hear("command");
}

/** Another process of the same Parley. */
async function beside({ origin }: SlackPlatformBench): Promise<SlackPlatformBench> {
  const other = await slackPlatformBench({ start: false, deps: { apiUrl: `${origin}/slack/api/` } });
  await other.platform.start(other.events, signal);
  return other;
}

/** What people see of the answer, with the files that really stand there. */
async function shown(bench: SlackPlatformBench, place: Place = bench.channel) {
  const own = (await bench.standing(place, bench.people.chloe)).filter((one) => one.own);
  return own.map(({ text, files, buttons }) => [text, files, buttons]);
}
const whole = ["a fox", ["fox.png"], ["Vary"]];

test("SLACK-PICTURES a mention with a picture is a command in its thread, whose answer is told of there", async () => {
  await using bench = await slackPlatformBench();
  const { reply, place, person, name, files } = await mentioned(bench);
  assert.deepEqual([name, reply.token, files?.image?.name], ["ocr", "", "sign.png"]);
  assert.ok(files?.image);
  const given = await bench.platform.download(files.image, place, signal);
  assert.deepEqual(new Uint8Array(given.bytes), bytes);
  const stood = await bench.platform.respond(reply, place, person, picture, false, signal);
  assert.equal(stood?.files.length, 1);
  assert.deepEqual(await shown(bench, place), [whole]);
});

for (const from of ["a command", "a mention"] as const)
  test(`F31 SLACK-PICTURES an answer to ${from} that stands already is found, once, with the files it has now`, async () => {
    await using bench = await slackPlatformBench();
    const asked = await (from === "a command" ? commanded(bench) : mentioned(bench));
    const { reply, place, person } = JSON.parse(JSON.stringify(asked)) as InboundCommand;
    const stood = await bench.platform.respond(reply, place, person, picture, false, signal);
    await using other = await beside(bench);
    const found = await other.platform.respond(reply, place, person, picture, true, signal);
    assert.deepEqual(await shown(bench, place), [whole]);
    assert.deepEqual(found?.ids, stood?.ids);
    const [standing] = (await bench.standing(place)).filter((one) => one.own);
    const message = bench.slack.state.messages.get(place.channel)?.get(standing?.id ?? "");
    assert.deepEqual(
      found?.files.map((one) => one.id),
      message?.files,
    );
  });

for (const [step, name, when] of [
  ["the ticket", "files.getUploadURLExternal", "after"],
  ["the bytes", "file upload", "after"],
  ["the completion, which did not take place,", "files.completeUploadExternal", "before"],
  ["the completion", "files.completeUploadExternal", "after"],
  ["the edit", "chat.update", "after"],
] as const)
  test(`F31 SLACK-PICTURES when the answer to ${step} is lost one message stands with its picture, at once or when tried again`, async () => {
    await using bench = await slackPlatformBench();
    const { reply, place, person } = await commanded(bench);
    bench.faults.add({ service: "slack", name, fault: { kind: "reset", when }, times: 1 });
    const { platform } = bench;
    const stood = await platform
      .respond(reply, place, person, picture, false, signal)
      .catch(() => platform.respond(reply, place, person, picture, true, signal));
    assert.deepEqual(await shown(bench), [whole]);
    assert.equal(stood?.files.length, 1);
  });

test("F27 SLACK-PICTURES when the address is dead the answer stands, is told of, and can be fetched by another process", async () => {
  const clock = manualClock(Date.now());
  await using bench = await slackPlatformBench({ clock });
  const { reply, place, person } = await commanded(bench);
  await clock.advance(31 * 60_000);
  const stood = await bench.platform.respond(reply, place, person, picture, false, signal);
  assert.deepEqual(await shown(bench), [whole]);
  await clock.advance(25 * 60 * 60_000);
  await using other = await beside(bench);
  const [stored] = JSON.parse(JSON.stringify(stood?.files ?? []));
  const { bytes: fetched } = await other.platform.download(stored, place, signal);
  assert.deepEqual(new Uint8Array(fetched), bytes);
});

test("SLACK-PICTURES in a channel that Parley is not in the picture goes to its asker, and nothing is told", async () => {
  await using bench = await slackPlatformBench();
  const { reply, place, person } = await commanded(bench, { ...bench.channel, channel: "C0QUIET" });
  assert.equal(await bench.platform.respond(reply, place, person, picture, false, signal), undefined);
  assert.deepEqual(await shown(bench, place), []);
  const direct = (await bench.standing(bench.dm, bench.people.ben)).at(-1);
  assert.deepEqual([direct?.text, direct?.files], ["a fox", ["fox.png"]]);
});

test("SLACK-RECEIVED in a channel whoever used a command is told alone that it is worked on", async () => {
  await using bench = await slackPlatformBench();
  const { reply, place, person } = await commanded(bench);
  await bench.platform.received(reply, place, person, note, signal);
  const told = bench.slack.state.ephemerals.map(({ user, text, channel }) => [user, text, channel]);
  assert.deepEqual(told, [[person.id, note, place.channel]]);
  const stood = await bench.platform.respond(reply, place, person, picture, false, signal);
  assert.equal(stood?.files.length, 1);
  assert.deepEqual(await shown(bench), [whole]);
});

test("SLACK-RECEIVED in a thread it is a status, which goes with the answer", async () => {
  await using bench = await slackPlatformBench();
  const { reply, place, person } = await mentioned(bench);
  await bench.platform.received(reply, place, person, note, signal);
  assert.deepEqual(bench.slack.state.ephemerals, []);
  const notes = () => [...bench.slack.state.statuses.values()].map((one) => one.status).filter(Boolean);
  assert.deepEqual(notes(), [note]);
  await bench.platform.respond(reply, place, person, picture, false, signal);
  assert.deepEqual(notes(), []);
});

test("SLACK-RECEIVED without an address, or with a dead one, it is said another way", async () => {
  const clock = manualClock(Date.now());
  await using bench = await slackPlatformBench({ clock });
  const { reply, place, person } = await commanded(bench);
  await clock.advance(31 * 60_000);
  await bench.platform.received(reply, place, person, note, signal);
  await bench.platform.received({ ...reply, id: "C0GENERAL:1", token: "" }, place, person, note, signal);
  assert.deepEqual(
    bench.slack.state.ephemerals.map(({ user, text }) => [user, text]),
    Array(2).fill([person.id, note]),
  );
});

for (const [what, name, fault] of [
  ["says nothing", "response_url", { kind: "reset", when: "after" }],
  ["refuses", "response_url", { kind: "status", status: 500 }],
  [
    "knows no such channel",
    "chat.postEphemeral",
    { kind: "status", status: 200, body: { ok: false, error: "channel_not_found" } },
  ],
  [
    "has had too much",
    "chat.postEphemeral",
    { kind: "status", status: 429, headers: { "retry-after": "30" } },
  ],
] as const)
  test(`SLACK-RECEIVED it never fails, nor waits: not when Slack ${what}`, async () => {
    await using bench = await slackPlatformBench();
    const { reply, place, person } = await commanded(bench);
    bench.faults.add({ service: "slack", name, fault });
    const handle = name === "response_url" ? reply : { ...reply, token: "" };
    await bench.platform.received(handle, place, person, note, signal);
    await bench.platform.received(handle, place, person, note, AbortSignal.abort());
    bench.faults.clear();
    assert.ok(await bench.platform.respond(reply, place, person, picture, false, signal));
  });
