import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "../../sandbox/models/steps.ts";
import type { ModelRequest } from "../../src/core/model.ts";
import { manualClock } from "../support/manual-clock.ts";
import { openModelSandbox } from "../support/model-sandbox.ts";
import { checksOf, failure, hello, type ModelSubject, never, textOf } from "./model-subject.ts";

/** How every implementation of `Model` fails. */
export function modelFaultsContract(subject: ModelSubject): void {
  const { check, failing } = checksOf(subject);

  check("F43 a wrong key fails with model_unauthorised, not to be tried again", async (sandbox) => {
    const { error } = await failure(
      subject.open(sandbox, "demo", manualClock(), "wrong").generate(hello, never),
    );
    assert.deepEqual([error.code, error.retryable], ["model_unauthorised", false]);
  });

  check("F43 an unknown model fails with model_rejected", async (sandbox) => {
    const { error } = await failure(subject.open(sandbox, "no-such", manualClock()).generate(hello, never));
    assert.deepEqual([error.code, error.retryable], ["model_rejected", false]);
  });

  check("F43 too long a request fails with context_too_long, and quotes nothing of it", async (sandbox) => {
    const parts = [{ kind: "text", text: "secret ".repeat(500) }] as const;
    const request: ModelRequest = { system: "", messages: [{ role: "user", parts }] };
    const { error } = await failure(
      subject.open(sandbox, "demo-tiny", manualClock()).generate(request, never),
    );
    assert.deepEqual([error.code, error.retryable], ["context_too_long", false]);
    assert.doesNotMatch(error.message, /secret/);
  });

  check(
    "F43 too many requests fail with model_overloaded and the wait that was asked for",
    async (sandbox, model) => {
      const limited = (headers: Record<string, string>) =>
        failing(sandbox, model, [{ kind: "error", status: 429, headers }]);
      const seconds = (await limited({ "retry-after": "7" })).error;
      assert.deepEqual(
        [seconds.code, seconds.retryable, seconds.retryAfterMs],
        ["model_overloaded", true, 7_000],
      );
      assert.equal(
        (await limited({ "retry-after-ms": "1500", "retry-after": "2" })).error.retryAfterMs,
        1_500,
      );
      // The manual clock stands at the beginning of 2026.
      assert.equal(
        (await limited({ "retry-after": "Thu, 01 Jan 2026 00:00:20 GMT" })).error.retryAfterMs,
        20_000,
      );
      assert.equal((await limited({ "retry-after": "abc" })).error.retryAfterMs, undefined);
      assert.equal((await limited({ "x-should-retry": "false" })).error.retryable, false);
    },
  );

  for (const status of [500, 503, 529] as const) {
    check(`F43 ${status} fails with model_overloaded, to be tried again`, async (sandbox, model) => {
      const { error } = await failing(sandbox, model, [{ kind: "error", status }]);
      assert.deepEqual([error.code, error.retryable], ["model_overloaded", true]);
    });
  }

  check("F43 an overload in mid-stream fails after the text that came", async (sandbox, model) => {
    const { error, seen } = await failing(sandbox, model, [
      { kind: "text", text: "a" },
      { kind: "error", status: 529 },
    ]);
    assert.deepEqual([error.code, error.retryable, textOf(seen)], ["model_overloaded", true, "a"]);
  });

  check("F43 a connection cut before the answer fails with model_unreachable", async (sandbox, model) => {
    const { error } = await failing(sandbox, model, [{ kind: "reset" }]);
    assert.deepEqual([error.code, error.retryable], ["model_unreachable", true]);
  });

  check("F43 a connection cut at any piece fails with what came before it", async (sandbox, model) => {
    for (const pieces of [1, 3]) {
      const texts = Array.from({ length: pieces }, (_, i) => ({ kind: "text", text: `${i}` }) as const);
      const { error, seen } = await failing(sandbox, model, [
        ...texts,
        { kind: "wait", ms: 0 },
        { kind: "reset" },
      ]);
      assert.deepEqual([error.code, error.retryable], ["model_unreachable", true]);
      assert.ok("012".startsWith(textOf(seen)));
      assert.ok(!seen.some((event) => event.kind === "end"));
    }
  });

  check(
    "F43 an answer that closes in good order but unfinished does not look finished",
    async (sandbox, model) => {
      const { error, seen } = await failing(sandbox, model, [{ kind: "text", text: "a" }, { kind: "cut" }]);
      assert.deepEqual([error.code, textOf(seen)], ["model_unreachable", "a"]);
      assert.ok(!seen.some((event) => event.kind === "end"));
    },
  );

  check(
    "F43 a body cut in the middle of an event fails and loses nothing before it",
    async (sandbox, model) => {
      using _ = sandbox.models.script([[{ kind: "text", text: "hello" }]]);
      using _fault = sandbox.faults.add({
        service: "openai",
        fault: { kind: "truncate", bytes: 350 },
        times: 1,
      });
      using _other = sandbox.faults.add({
        service: "anthropic",
        fault: { kind: "truncate", bytes: 350 },
        times: 1,
      });
      const { error, seen } = await failure(model.generate(hello, never));
      assert.equal(error.code, "model_unreachable");
      assert.ok(!seen.some((event) => event.kind === "end"));
    },
  );

  for (const [title, reply] of [
    ["no first byte", [{ kind: "stall" }]],
    ["a stall in mid-stream", [{ kind: "text", text: "a" }, { kind: "stall" }]],
  ] as const satisfies [string, Reply][]) {
    test(`${subject.title}: F43 ${title} for 30 s fails with model_stalled and closes the request`, async () => {
      const clock = manualClock();
      await using sandbox = await openModelSandbox();
      using _ = sandbox.models.script([reply]);
      const running = failure(subject.open(sandbox, "demo", clock).generate(hello, never));
      await sandbox.ledger.until((entry) => entry.name === subject.route);
      const closed = sandbox.ledger.until((entry) => entry.name === `closed ${subject.route}`);
      let open = true;
      void closed.then(() => (open = false));
      while (open) await clock.advance(500);
      const { error, seen } = await running;
      assert.deepEqual([error.code, error.retryable], ["model_stalled", true]);
      assert.equal(textOf(seen), title === "no first byte" ? "" : "a");
      assert.ok(clock.monotonic() >= 30_000);
    });
  }
}
