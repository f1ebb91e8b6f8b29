import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock } from "../../test/support/manual-clock.ts";
import { isParleyError, ParleyError } from "../core/errors.ts";
import type { Model, ModelEvent, ModelRequest, TokenCounts } from "../core/model.ts";
import { type Usage, withAccounting } from "./accounting.ts";
import { withDeadline } from "./deadline.ts";
import { withFallback } from "./fallback.ts";
import { alive, type LiveModel } from "./live.ts";
import { withRetry } from "./retry.ts";

const never = new AbortController().signal;
const request: ModelRequest = {
  system: "1234",
  messages: [{ role: "user", parts: [{ kind: "text", text: "12345678" }] }],
};
const end: ModelEvent = { kind: "end", reason: "stop" };
const text = (piece: string): ModelEvent => ({ kind: "text", text: piece });
const overloaded = (retryAfterMs?: number) =>
  new ParleyError("model_overloaded", "busy", { retryable: true, ...(retryAfterMs ? { retryAfterMs } : {}) });

/** A model that plays the next of `turns` at each call and fails when there is none. */
function scripted(name: string, turns: (AsyncIterable<ModelEvent> | (ModelEvent | Error)[])[]): Model {
  return {
    name,
    limits: { context: 1_000, output: 100 },
    async *generate() {
      const turn = turns.shift();
      assert.ok(turn, `${name} was asked once too often`);
      for await (const event of turn) {
        if (event instanceof Error) throw event;
        yield event;
      }
    },
  };
}

function silentModel(name: string): Model {
  return {
    name,
    limits: { context: 1_000, output: 100 },
    async *generate(_, signal) {
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    },
  };
}

const collect = (model: Model, signal = never) => Array.fromAsync(model.generate(request, signal));
const code = (expected: string) => (error: unknown) => isParleyError(error) && error.code === expected;

test("F43 a failure before the first event is tried again, twice at most, later each time", async () => {
  const clock = manualClock();
  const turns = [[overloaded()], [overloaded()], [text("a"), end]];
  const running = collect(withRetry(scripted("m", turns), { clock, random: () => 1 }));
  await clock.advance(499);
  assert.equal(turns.length, 2);
  await clock.advance(1);
  assert.equal(turns.length, 1);
  await clock.advance(1_000);
  assert.deepEqual(await running, [text("a"), end]);

  const hopeless = [[overloaded()], [overloaded()], [overloaded()]];
  const failed = assert.rejects(
    collect(withRetry(scripted("m", hopeless), { clock, random: () => 0 })),
    code("model_overloaded"),
  );
  await clock.advance(10_000);
  await failed;
  assert.equal(hopeless.length, 0);
});

test("F43 a retry waits as long as the service asks, and not at all when that is too long", async () => {
  const clock = manualClock();
  const turns = [[overloaded(7_000)], [end]];
  const running = collect(withRetry(scripted("m", turns), { clock, random: () => 0 }));
  await clock.advance(6_999);
  assert.equal(turns.length, 1);
  await clock.advance(1);
  assert.deepEqual(await running, [end]);
  const long = withRetry(scripted("m", [[overloaded(60_000)]]), { clock, random: () => 0 });
  await assert.rejects(collect(long), code("model_overloaded"));
});

test("F43 nothing is tried again once text was passed on, nor what cannot succeed", async () => {
  const deps = { clock: manualClock(), random: () => 0 };
  await assert.rejects(
    collect(withRetry(scripted("m", [[text("a"), overloaded()]]), deps)),
    code("model_overloaded"),
  );
  const rejected = new ParleyError("model_rejected", "no");
  await assert.rejects(collect(withRetry(scripted("m", [[rejected]]), deps)), code("model_rejected"));
});

test("cancelling while a retry waits ends it at once", async () => {
  const cancel = new AbortController();
  const retried = withRetry(scripted("m", [[overloaded()]]), { clock: manualClock(), random: () => 1 });
  const failed = assert.rejects(collect(retried, cancel.signal), code("cancelled"));
  cancel.abort();
  await failed;
});

test("F43 a model that says nothing for 30 s has stalled", async () => {
  const clock = manualClock();
  const failed = assert.rejects(collect(withDeadline(silentModel("m"), { clock })), code("model_stalled"));
  await clock.advance(29_999);
  await clock.advance(1);
  await failed;
});

test("signs of life hold a deadline off, and so does a slow consumer", async () => {
  const clock = manualClock();
  const thinking: LiveModel = {
    ...silentModel("m"),
    async *generate(_, signal) {
      for (let i = 0; i < 5; i++) {
        await clock.sleep(20_000, signal);
        yield alive;
      }
      yield text("a");
      signal.throwIfAborted();
      yield end;
    },
  };
  const events: ModelEvent[] = [];
  const running = (async () => {
    for await (const event of withDeadline(thinking, { clock }).generate(request, never)) {
      await clock.sleep(100_000);
      events.push(event);
    }
  })();
  for (let i = 0; i < 20; i++) await clock.advance(20_000);
  await running;
  assert.deepEqual(events, [text("a"), end]);
});

test("F43 another model answers when the first fails before it said anything", async () => {
  const clock = manualClock();
  const spare = () => scripted("b", [[text("b"), end]]);
  for (const failure of [overloaded(), new ParleyError("model_unauthorised", "key")]) {
    const model = withFallback(scripted("a", [[failure]]), [spare()], { clock });
    assert.deepEqual([model.name, await collect(model)], ["a", [text("b"), end]]);
  }
  const usage = { kind: "usage", inputTokens: 7, outputTokens: 5, costNanoUsd: 9 } as const;
  const counting = (name: string) => scripted(name, [[text("x"), usage, end]]);
  const [, asked] = await collect(withFallback(counting("a"), [spare()], { clock }));
  assert.deepEqual(asked, usage);
  const failing = scripted("a", [[overloaded()]]);
  const [, answered] = await collect(withFallback(failing, [counting("b")], { clock }));
  assert.deepEqual(answered, { ...usage, model: "b" }, "who answered is told with what it took");
  const late = withFallback(scripted("a", [[text("a"), overloaded()]]), [spare()], { clock });
  await assert.rejects(collect(late), code("model_overloaded"));
  const long = new ParleyError("context_too_long", "long");
  await assert.rejects(
    collect(withFallback(scripted("a", [[long]]), [spare()], { clock })),
    code("context_too_long"),
  );
});

test("F43 when every model fails the first one's failure is told, within 45 s", async () => {
  const clock = manualClock();
  const stalling = (name: string) => withDeadline(silentModel(name), { clock });
  const failed = assert.rejects(
    collect(withFallback(stalling("a"), [stalling("b")], { clock })),
    code("model_stalled"),
  );
  await clock.advance(30_000);
  await clock.advance(15_000);
  await failed;
});

test("usage is reported as the service counts it, or guessed when it was cut short", async () => {
  const usages: Usage[] = [];
  const deps = { report: (usage: Usage) => void usages.push(usage), price: async () => undefined };
  const counted = scripted("m", [[text("a"), { kind: "usage", inputTokens: 7, outputTokens: 5 }, end]]);
  for await (const _ of withAccounting(counted, deps).generate(request, never));
  const cut = scripted("m", [[text("12345678"), overloaded()]]);
  await assert.rejects(Array.fromAsync(withAccounting(cut, deps).generate(request, never)));
  const left = scripted("m", [[text("1234"), end]]);
  for await (const _ of withAccounting(left, deps).generate(request, never)) break;
  const refused = scripted("m", [[overloaded()]]);
  await assert.rejects(Array.fromAsync(withAccounting(refused, deps).generate(request, never)));
  assert.deepEqual(usages, [
    { model: "m", inputTokens: 7, outputTokens: 5, estimated: false },
    { model: "m", inputTokens: 3, outputTokens: 2, estimated: true },
    { model: "m", inputTokens: 3, outputTokens: 1, estimated: true },
  ]);
});

test("each request is priced by what it took, a guess as well", async () => {
  const usages: Usage[] = [];
  const price = async ({ inputTokens, cacheReadTokens = 0 }: TokenCounts) =>
    (inputTokens - cacheReadTokens) * 10;
  const deps = { report: (usage: Usage) => void usages.push(usage), price };
  const usage = { kind: "usage", inputTokens: 7, outputTokens: 5, cacheReadTokens: 2 } as const;
  const counted = withAccounting(scripted("m", [[text("a"), usage, end]]), deps);
  assert.deepEqual(await Array.fromAsync(counted.generate(request, never)), [
    text("a"),
    { ...usage, costNanoUsd: 50 },
    end,
  ]);
  for await (const _ of withAccounting(scripted("m", [[text("a"), end]]), deps).generate(request, never))
    break;
  assert.deepEqual(
    usages.map((u) => u.costNanoUsd),
    [50, 30],
  );
});
