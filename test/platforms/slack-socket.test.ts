import assert from "node:assert/strict";
import { test } from "node:test";
import { isParleyError } from "../../src/core/errors.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { type SlackPlatformBench, slackPlatformBench } from "../support/slack-platform-bench.ts";

/** Lets time pass in small steps, and what it sets off happen, until it holds. */
async function until(clock: ManualClock, holds: () => boolean, stepMs = 250): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error("it did not come to hold");
    await clock.advance(stepMs);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function connected(deps = {}): Promise<{ bench: SlackPlatformBench; clock: ManualClock }> {
  const clock = manualClock(Date.now());
  return { bench: await slackPlatformBench({ way: "socket", clock, deps }), clock };
}

const opens = (bench: SlackPlatformBench) =>
  bench.ledger.entries.filter((e) => e.kind === "request" && e.name === "apps.connections.open");

test("F17 through 20 announced refreshes not one of 1,000 events is lost, and there is always a connection", async () => {
  const { bench, clock } = await connected();
  await using _ = bench;
  const { people, channel, slack } = bench;
  const said: string[] = [];
  for (let refresh = 0; refresh < 20; refresh++) {
    const [old] = slack.socketMode.connections;
    for (let n = 0; n < 25; n++) said.push(await people.say(people.ben, channel, `message ${said.length}`));
    old?.disconnect(refresh % 2 === 0 ? "warning" : "refresh_requested");
    for (let n = 0; n < 25; n++) said.push(await people.say(people.ben, channel, `message ${said.length}`));
    await until(
      clock,
      () => !!old && !slack.socketMode.connections.includes(old) && slack.socketMode.connections.length > 0,
    );
    assert.equal(bench.platform.health().state, "connected");
  }
  await until(
    clock,
    () => new Set(bench.heard.map((e) => e.kind === "message" && e.id)).size === said.length,
    5_000,
  );
  assert.equal(opens(bench).length, 21);
});

test("F17 on a warning the successor is open before the old connection is left", async () => {
  const { bench, clock } = await connected();
  await using _ = bench;
  const { socketMode } = bench.slack;
  const [old] = socketMode.connections;
  let most = 0;
  let least = 2;
  const watching = bench.ledger.watch(() => {
    most = Math.max(most, socketMode.connections.length);
    least = Math.min(least, socketMode.connections.length);
  });
  old?.disconnect("warning");
  await until(clock, () => !!old && !socketMode.connections.includes(old));
  watching[Symbol.dispose]();
  assert.deepEqual([most, least], [2, 1]);
});

test("F17 Socket Mode switched off ends the connection for good, and says so", async () => {
  const { bench, clock } = await connected();
  await using _ = bench;
  bench.slack.socketMode.disable();
  await until(clock, () => bench.platform.health().state === "stopped");
  const before = opens(bench).length;
  await clock.advance(600_000);
  assert.equal(opens(bench).length, before);
  assert.ok(bench.logged.includes("Slack's Socket Mode has ended for good"));
});

test("F18 an outage of 30 minutes is lived through, with at most one attempt a second, and ended within a minute", async () => {
  const faults = [
    { kind: "status", status: 500 },
    { kind: "status", status: 408 },
    { kind: "reset", when: "before" },
    { kind: "status", status: 200, body: { ok: false, error: "internal_error" } },
  ] as const;
  for (const fault of faults) {
    const { bench, clock } = await connected();
    await using _ = bench;
    const rule = bench.faults.add({ service: "slack", name: "apps.connections.open", fault });
    const before = opens(bench).length;
    for (const connection of bench.slack.socketMode.connections) connection.drop();
    await until(clock, () => bench.platform.health().state === "degraded");
    const from = clock.now();
    await until(clock, () => clock.now() >= from + 30 * 60_000, 5_000);
    assert.equal(bench.platform.health().state, "degraded");
    const tries = opens(bench).slice(before);
    assert.ok(tries.length >= 25 && tries.length <= 100, `${tries.length} attempts`);
    for (const [index, one] of tries.entries()) {
      const next = tries[index + 1];
      if (next) assert.ok(next.at - one.at >= 1_000, "no two within a second");
    }
    rule[Symbol.dispose]();
    const over = clock.now();
    await until(clock, () => bench.platform.health().state === "connected", 1_000);
    assert.ok(clock.now() - over <= 62_000);
    const id = await bench.people.say(bench.people.ben, bench.channel, "are you back?");
    await bench.hear("message", (event) => event.id === id);
  }
});

test("F18 a limit on connecting is waited out", async () => {
  const { bench, clock } = await connected();
  await using _ = bench;
  const fault = { kind: "status", status: 429, headers: { "retry-after": "45" } } as const;
  bench.faults.add({ service: "slack", name: "apps.connections.open", fault, times: 1 });
  for (const connection of bench.slack.socketMode.connections) connection.drop();
  await until(clock, () => opens(bench).length >= 3, 500);
  const [, limited, next] = opens(bench);
  assert.ok(limited && next && next.at - limited.at >= 45_000);
});

test("F18 a refused token ends it, whether at the start or later, and the process lives", async () => {
  const refusal = { kind: "status", status: 200, body: { ok: false, error: "invalid_auth" } } as const;
  const { bench, clock } = await connected();
  await using _ = bench;
  bench.faults.add({ service: "slack", name: "apps.connections.open", fault: refusal });
  for (const connection of bench.slack.socketMode.connections) connection.drop();
  await until(clock, () => bench.platform.health().state === "stopped");
  const before = opens(bench).length;
  await clock.advance(600_000);
  assert.equal(opens(bench).length, before);

  await using other = await slackPlatformBench({ way: "socket", start: false });
  other.faults.add({ service: "slack", name: "apps.connections.open", fault: refusal });
  const starting = other.platform.start(other.events, AbortSignal.timeout(10_000));
  await assert.rejects(starting, (error) => isParleyError(error, "platform_unauthorised"));
});

test("F18 a connection that is mute is given up", async () => {
  const { bench, clock } = await connected();
  await using _ = bench;
  const { socketMode } = bench.slack;
  const [old] = socketMode.connections;
  old?.disconnect("too_many_websockets");
  // Slack knows of the new connection before its client does
  const isReplaced = () => socketMode.connections.length === 1 && socketMode.connections[0] !== old;
  await until(clock, () => isReplaced() && bench.platform.health().state === "connected", 1_000);
});

test("F19 an acknowledgement that did not leave is made good by the second delivery of the same event", async () => {
  const { bench, clock } = await connected();
  await using _ = bench;
  const { people, channel, slack } = bench;
  const id = await people.say(people.ben, channel, "hello");
  for (const connection of slack.socketMode.connections) connection.drop();
  await until(clock, () => bench.heard.filter((e) => e.kind === "message" && e.id === id).length >= 1, 1_000);
  const copies = bench.heard.filter((e) => e.kind === "message" && e.id === id);
  for (const copy of copies) assert.deepEqual(copy, copies[0]);
});

test("SLACK-START while Slack cannot say who Parley is, it asks again", async () => {
  const clock = manualClock(Date.now());
  await using bench = await slackPlatformBench({ way: "socket", clock, start: false });
  bench.faults.add({ service: "slack", name: "auth.test", fault: { kind: "status", status: 500 }, times: 9 });
  let isStarted = false;
  const starting = bench.platform.start(bench.events, new AbortController().signal).then(() => {
    isStarted = true;
  });
  assert.equal(bench.platform.health().state, "starting");
  await until(clock, () => isStarted, 500);
  await starting;
  assert.equal(bench.platform.health().state, "connected");
});

test("SLACK-START a wrong bot token is told at once", async () => {
  await using bench = await slackPlatformBench({ start: false, deps: { botToken: "xoxb-wrong" } });
  const starting = bench.platform.start(bench.events, AbortSignal.timeout(10_000));
  await assert.rejects(starting, (error) => isParleyError(error, "platform_unauthorised"));
});
