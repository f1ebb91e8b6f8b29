import assert from "node:assert/strict";
import { test } from "node:test";
import { explain, isFiltered, type ServiceFault } from "./failure.ts";

const clock = { now: () => Date.UTC(2026, 0, 1) };

test("each fault has its code, and is tried again only where that may help", () => {
  const table: [ServiceFault, string, boolean][] = [
    [{ status: 400, code: "context_length_exceeded" }, "context_too_long", false],
    [{ status: 413 }, "context_too_long", false],
    [{ status: 400, text: "prompt is too long: 3 tokens > 2 maximum" }, "context_too_long", false],
    [{ status: 400, text: "This model's maximum context length is 8192 tokens" }, "context_too_long", false],
    [{ status: 500, text: "context limit service is down" }, "model_overloaded", true],
    [{ status: 400, code: "invalid_value" }, "model_rejected", false],
    [{ status: 404, code: "model_not_found" }, "model_rejected", false],
    [{ status: 401 }, "model_unauthorised", false],
    [{ status: 403 }, "model_unauthorised", false],
    [{ status: 402, code: "billing_error" }, "model_unauthorised", false],
    [{ status: 429, code: "insufficient_quota" }, "model_unauthorised", false],
    [{ status: 400, text: "Your credit balance is too low" }, "model_unauthorised", false],
    [{ status: 429 }, "model_overloaded", true],
    [{ status: 529 }, "model_overloaded", true],
    [{ status: 408 }, "model_overloaded", true],
    [{ status: 503 }, "model_overloaded", true],
    [{ status: 501 }, "model_overloaded", false],
    [{ code: "overloaded_error" }, "model_overloaded", true],
    [{ code: "server_error" }, "model_overloaded", true],
    [{ network: "ECONNREFUSED" }, "model_unreachable", true],
  ];
  const found = table.map(([fault]) => explain(fault, clock)).map((e) => [e.code, e.retryable]);
  assert.deepEqual(
    found,
    table.map(([, code, retryable]) => [code, retryable]),
  );
});

test("a service's policy ends an answer, it does not fail it", () => {
  assert.equal(isFiltered({ status: 400, code: "content_filter" }), true);
  assert.equal(isFiltered({ status: 400, code: "invalid_value" }), false);
});

test("a trace has no characters that a log could stumble over, nor what the service said", () => {
  const fault = { status: 400, code: "bad\u001b[31m\ncode", text: "you wrote: my secret" };
  assert.equal(String(explain(fault, clock).cause), "Error: status 400, bad??31m?code");
});
