import assert from "node:assert/strict";
import { test } from "node:test";
import { ParleyError } from "../../src/core/errors.ts";
import { type SlackBench, slackBench } from "../support/slack-bench.ts";
import { slackParley, type Way } from "../support/slack-parley.ts";

/** Lets time pass until it has happened. */
async function soon<T>(bench: SlackBench, happening: Promise<T>): Promise<T> {
  let isDone = false;
  const mark = () => {
    isDone = true;
  };
  happening.then(mark, mark);
  while (!isDone) await bench.clock.advance(1_000);
  return happening;
}

const ways: readonly Way[] = ["socket", "http"];

for (const way of ways) {
  test(`SLACK-EVENTS (${way}) a mention arrives with names, place and words`, async () => {
    await using bench = await slackBench();
    const parley = await slackParley(bench, way);
    const said = bench.slack.as("U0ADA").say("C0GENERAL", "<@U0PARLEY> greet <@U0BOB>");
    const event = await parley.until((e) => e.kind === "message");
    assert.deepEqual(event, {
      kind: "message",
      place: { platform: "slack", workspace: "slack/T0ACME", channel: "C0GENERAL", kind: "channel" },
      id: said.ts,
      author: { id: "U0ADA", name: "ada" },
      text: "greet @bob",
      address: "mention",
      files: [],
      at: Math.floor(Number(said.ts) * 1_000),
    });
    await bench.slack.idle();
    assert.equal(new Set(parley.events.map((e) => JSON.stringify(e))).size, 1, "its twin is the same event");
  });

  test(`F16 (${way}) what cannot be stored is not acknowledged, and comes again`, async () => {
    await using bench = await slackBench();
    const parley = await slackParley(bench, way);
    let isDown = true;
    parley.accepting = async () => {
      if (isDown) throw new ParleyError("store_failed", "the database is down", { retryable: true });
    };
    const said = bench.slack.as("U0ADA").say("C0GENERAL", "are you there?");
    await bench.ledger.until((e) => e.name === "event message");
    await parley.noted("an event was not stored; Slack is asked to send it again");
    assert.equal(parley.events.length, 0);
    isDown = false;
    const event = await soon(
      bench,
      parley.until((e) => e.kind === "message"),
    );
    assert.equal(event.kind === "message" && event.id, said.ts);
  });

  test(`F16 (${way}) a slash command that cannot be stored asks the person to try again`, async () => {
    await using bench = await slackBench();
    const parley = await slackParley(bench, way);
    parley.accepting = async () => {
      throw new ParleyError("store_failed", "the database is down");
    };
    await bench.slack.as("U0ADA").slash("C0GENERAL", "/parley", "help");
    const seen = bench.slack.state.ephemerals.at(-1);
    assert.equal(seen?.user, "U0ADA");
    assert.match(JSON.stringify(seen), /try again/);
  });
}
