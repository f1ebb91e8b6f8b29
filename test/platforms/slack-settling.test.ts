import assert from "node:assert/strict";
import { test } from "node:test";
import { jobId } from "../../src/core/ids.ts";
import type { InboundCommand } from "../../src/core/inbound.ts";
import { type SlackPlatformBench, slackPlatformBench } from "../support/slack-platform-bench.ts";

const signal = new AbortController().signal;

async function commanded(bench: SlackPlatformBench): Promise<InboundCommand> {
  await bench.people.command(bench.people.ben, bench.channel, "parley", { words: "help" });
  return bench.hear("command");
}

const texts = async (bench: SlackPlatformBench) =>
  (await bench.standing(bench.channel, bench.people.ben)).map((one) => one.text);

/** Ben presses a button under an answer that he alone sees. */
async function pressed(bench: SlackPlatformBench) {
  const { reply, place, person } = await commanded(bench);
  const buttons = [{ action: "confirm", label: "Yes", job: jobId("a-job") }] as const;
  const question = { text: "Sure?", visibility: "asker", buttons } as const;
  await bench.platform.respond(reply, place, person, question, false, signal);
  const seen = (await bench.standing(place, person)).find((one) => one.text === "Sure?");
  await bench.people.press(person, place, seen?.id ?? "", "Yes");
  return bench.hear("action");
}

test("PLATFORM-SETTLE an answer in as many parts as the address has uses is whole, and its question settled", async () => {
  await using bench = await slackPlatformBench();
  const { reply, place, person } = await pressed(bench);
  const text = Array.from({ length: 5 }, (_, part) => `part ${part} ${"word ".repeat(770)}`).join("\n\n");
  assert.equal(bench.platform.split(text).length, 5);
  await bench.platform.respond(
    reply,
    place,
    person,
    { text, settled: "Confirmed.", visibility: "asker" },
    false,
    signal,
  );
  const told = await texts(bench);
  assert.ok(told.includes("Confirmed.") && !told.includes("Sure?"));
  for (let part = 0; part < 5; part++)
    assert.equal(told.filter((one) => one.startsWith(`part ${part} `)).length, 1, `part ${part}`);
});

test("PLATFORM-SETTLE where Parley is not in the channel what its command said before all is settled all the same", async () => {
  await using bench = await slackPlatformBench();
  bench.slack.state.channels.get(bench.channel.channel)?.members.delete(bench.slack.state.app.botUserId);
  const { reply, place, person } = await commanded(bench);
  const buttons = [{ action: "confirm", label: "Yes", job: jobId("a-job") }] as const;
  await bench.platform.respond(
    reply,
    place,
    person,
    { text: "Sure?", visibility: "all", buttons },
    false,
    signal,
  );
  const seen = (await bench.standing(place)).find((one) => one.text === "Sure?");
  await bench.people.press(person, place, seen?.id ?? "", "Yes");
  const action = await bench.hear("action");
  await bench.platform.respond(
    action.reply,
    place,
    person,
    { text: "", settled: "Confirmed.", visibility: "asker" },
    false,
    signal,
  );
  assert.deepEqual(
    (await bench.standing(place, bench.people.chloe))
      .filter((one) => one.own)
      .map((one) => [one.text, one.buttons]),
    [["Confirmed.", []]],
  );
});
