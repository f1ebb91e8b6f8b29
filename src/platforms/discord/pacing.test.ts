import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock } from "../../../test/support/manual-clock.ts";
import { createBreaker } from "./breaker.ts";
import { createPacing, routeOf } from "./pacing.ts";

const route = routeOf("POST", "/channels/123456789012345678/messages");
const other = routeOf("POST", "/channels/123456789012345679/messages");
const headers = (values: Record<string, string>) => new Headers(values);
const told = (remaining: number, resetAfter: number, bucket = "b") =>
  headers({
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset-after": String(resetAfter),
    "x-ratelimit-bucket": bucket,
  });

test("F28 a route waits when its limit is used up, exactly as long as was told, and others do not", async () => {
  const clock = manualClock();
  const pacing = createPacing(clock);
  pacing.learn(route, 200, told(1, 4.5), {});
  assert.equal(pacing.enter(route), true);
  assert.equal(pacing.enter(route), false);
  assert.equal(pacing.delayMs(route), 4_500);
  assert.equal(pacing.enter(other), true);
  await clock.advance(4_499);
  assert.equal(pacing.enter(route), false);
  await clock.advance(1);
  assert.equal(pacing.enter(route), true);
});

test("F28 routes that Discord says share a limit share it, but not across channels", () => {
  const pacing = createPacing(manualClock());
  const edit = routeOf("PATCH", "/channels/123456789012345678/messages/223456789012345678");
  pacing.learn(edit, 200, told(3, 5), {});
  pacing.learn(route, 200, told(0, 5), {});
  assert.ok(pacing.delayMs(edit) > 0);
  pacing.learn(other, 200, told(2, 5), {});
  assert.equal(pacing.delayMs(other), 0);
});

test("F28 the bot's limit holds up all routes but interactions", async () => {
  const clock = manualClock();
  const pacing = createPacing(clock);
  pacing.learn(route, 429, headers({ "x-ratelimit-global": "true" }), { retry_after: 2, global: true });
  assert.equal(pacing.delayMs(other), 2_000);
  assert.equal(pacing.delayMs(routeOf("POST", "/interactions/1/token/callback")), 0);
  assert.equal(pacing.delayMs(routeOf("PATCH", "/webhooks/1/token/messages/@original")), 0);
});

test("F28 fifty requests a second are not exceeded", async () => {
  const clock = manualClock();
  const pacing = createPacing(clock);
  let sent = 0;
  for (let index = 0; index < 100; index++) sent += pacing.enter(`GET /channels/${index}/`) ? 1 : 0;
  assert.ok(sent >= 40 && sent <= 50);
  await clock.advance(1_000);
  assert.equal(pacing.enter(route), true);
});

test("F28 limits that say nothing usable are waited for longer each time in a row", () => {
  const clock = manualClock();
  const pacing = createPacing(clock);
  const waits = [1, 2, 3].map(() => {
    pacing.learn(route, 429, headers({ "retry-after": "abc", "x-ratelimit-scope": "user" }), undefined);
    return pacing.delayMs(route);
  });
  assert.deepEqual(waits, [1_000, 2_000, 4_000]);
});

test("F38 spacing spreads what a limit leaves over the time until it is reset", () => {
  const pacing = createPacing(manualClock());
  assert.equal(pacing.spacing(route), 0);
  pacing.learn(route, 200, told(4, 5), {});
  assert.equal(pacing.spacing(route), 1_250);
  pacing.learn(route, 200, told(0, 3), {});
  assert.equal(pacing.spacing(route), 3_000);
});

test("DISCORD-ROUTE requests are told apart by what they act on, not by which message", () => {
  const of = (path: string) => routeOf("PATCH", path);
  assert.equal(
    of("/channels/123456789012345678/messages/223456789012345678"),
    of("/channels/123456789012345678/messages/323456789012345678?x=1"),
  );
  assert.notEqual(
    of("/channels/123456789012345678/messages/1"),
    of("/channels/123456789012345679/messages/1"),
  );
  assert.notEqual(of("/webhooks/1/a/messages/@original"), of("/webhooks/1/b/messages/@original"));
});

test("F29 the breaker opens for a channel after three refusals and closes after ten minutes or a change", async () => {
  const clock = manualClock();
  const breaker = createBreaker(clock);
  for (let round = 0; round < 3; round++) {
    assert.equal(breaker.isOpen("1"), false);
    breaker.forbidden("1");
  }
  assert.equal(breaker.isOpen("1"), true);
  assert.equal(breaker.isOpen("2"), false);
  await clock.advance(600_001);
  assert.equal(breaker.isOpen("1"), false);
});

test("F29 over many channels no more than fifty refusals are collected in ten minutes", () => {
  const breaker = createBreaker(manualClock());
  let refusals = 0;
  for (let round = 0; round < 5; round++) {
    for (let channel = 0; channel < 60; channel++) {
      if (breaker.isOpen(`${channel}`)) continue;
      breaker.forbidden(`${channel}`);
      refusals++;
    }
  }
  assert.ok(refusals <= 50, `${refusals}`);
});
