import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "../../sandbox/models/steps.ts";
import type { Clock } from "../../src/core/clock.ts";
import { isParleyError, type ParleyError } from "../../src/core/errors.ts";
import type { Model, ModelEvent, ModelRequest } from "../../src/core/model.ts";
import { manualClock } from "../support/manual-clock.ts";
import { type ModelSandbox, openModelSandbox } from "../support/model-sandbox.ts";

/** One implementation of the port, and what its service calls things. */
export interface ModelSubject {
  title: string;
  /** Entry name of its requests in the ledger. */
  route: string;
  /** A model with deadlines and without retries, so that every failure shows. */
  open(sandbox: ModelSandbox, name: string, clock: Clock, apiKey?: string): Model;
}

const never = new AbortController().signal;
const hello: ModelRequest = {
  system: "Be brief.",
  messages: [{ role: "user", parts: [{ kind: "text", text: "Hi" }] }],
};

const collect = (events: AsyncIterable<ModelEvent>) => Array.fromAsync(events);
const textOf = (events: readonly ModelEvent[]) =>
  events.map((event) => (event.kind === "text" ? event.text : "")).join("");

async function failure(
  events: AsyncIterable<ModelEvent>,
): Promise<{ error: ParleyError; seen: ModelEvent[] }> {
  const seen: ModelEvent[] = [];
  try {
    for await (const event of events) seen.push(event);
  } catch (error) {
    assert.ok(isParleyError(error), String(error));
    return { error, seen };
  }
  throw new Error(`no failure, but ${JSON.stringify(seen)}`);
}

/** What every implementation of `Model` does. */
export function modelContract(subject: ModelSubject): void {
  const check = (title: string, run: (sandbox: ModelSandbox, model: Model) => Promise<void>) =>
    test(`${subject.title}: ${title}`, async () => {
      await using sandbox = await openModelSandbox();
      await run(sandbox, subject.open(sandbox, "demo", manualClock()));
    });
  const ending = async (sandbox: ModelSandbox, model: Model, reply: Reply) => {
    using _ = sandbox.models.script([reply]);
    return await collect(model.generate(hello, never));
  };
  const failing = async (sandbox: ModelSandbox, model: Model, reply: Reply) => {
    using _ = sandbox.models.script([reply]);
    return await failure(model.generate(hello, never));
  };

  check("text streams piece by piece, and what was asked reaches the service", async (sandbox, model) => {
    using _ = sandbox.models.script((asked) => {
      assert.equal(asked.system, "Be brief.");
      assert.deepEqual(asked.turns, [{ role: "user", text: "Hi", images: 0 }]);
      return [
        { kind: "text", text: "Hel" },
        { kind: "text", text: "lo 👋" },
      ];
    });
    const events = await collect(model.generate(hello, never));
    assert.deepEqual(
      events.filter((event) => event.kind !== "usage"),
      [
        { kind: "text", text: "Hel" },
        { kind: "text", text: "lo 👋" },
        { kind: "end", reason: "stop" },
      ],
    );
  });

  check("usage is told once, before the end, as the service counts", async (sandbox, model) => {
    const events = await ending(sandbox, model, [
      { kind: "text", text: "a" },
      { kind: "usage", inputTokens: 1234, outputTokens: 56 },
    ]);
    assert.deepEqual(events.slice(1), [
      { kind: "usage", inputTokens: 1234, outputTokens: 56 },
      { kind: "end", reason: "stop" },
    ]);
  });

  check("a whole conversation with images and tools goes in", async (sandbox, model) => {
    const png = new Uint8Array([137, 80, 78, 71]);
    using _ = sandbox.models.script((asked) => {
      assert.deepEqual(asked.tools, ["get_weather"]);
      assert.deepEqual(
        asked.turns.map((turn) => turn.images),
        asked.turns.map((_, i) => (i === 0 ? 1 : 0)),
      );
      return [{ kind: "text", text: asked.turns.map((turn) => turn.role).join(" ") }];
    });
    const call = (id: string) => ({ id, name: "get_weather", args: `{"city":"${id}"}` });
    const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
    const request: ModelRequest = {
      system: "",
      tools: [{ name: "get_weather", description: "Tells the weather.", parameters }],
      maxOutput: 200,
      messages: [
        {
          role: "user",
          parts: [
            { kind: "image", mime: "image/png", bytes: png },
            { kind: "text", text: "Where?" },
          ],
        },
        { role: "assistant", text: "Let me see.", toolCalls: [call("rome"), call("oslo")] },
        { role: "tool", callId: "rome", result: "sunny" },
        { role: "tool", callId: "oslo", result: "no such city", isError: true },
        { role: "assistant", text: "Sunny." },
        { role: "user", parts: [{ kind: "text", text: "Thanks" }] },
      ],
    };
    const roles = textOf(await collect(model.generate(request, never)));
    assert.match(roles, /^user assistant .*tool.* assistant user$/);
  });

  check("an image of a kind no service takes is refused before anything is sent", async (sandbox, model) => {
    const part = { kind: "image", mime: "image/bmp", bytes: new Uint8Array([1]) } as const;
    const request: ModelRequest = { system: "", messages: [{ role: "user", parts: [part] }] };
    const { error } = await failure(model.generate(request, never));
    assert.equal(error.code, "bad_input");
    assert.deepEqual(sandbox.ledger.entries, []);
  });

  check("parallel tool calls come whole, in order, with the ids the service gave", async (sandbox, model) => {
    const events = await ending(sandbox, model, [
      { kind: "text", text: "Let me see." },
      { kind: "tool-call", id: "c_1", name: "get_weather", args: { city: "Rome" } },
      { kind: "tool-call", id: "c_2", name: "get_weather", args: '{"city": "Os' },
      { kind: "tool-call", id: "c_3", name: "list", args: "" },
    ]);
    assert.deepEqual(
      events.filter((event) => event.kind === "tool-call" || event.kind === "end"),
      [
        { kind: "tool-call", call: { id: "c_1", name: "get_weather", args: '{"city":"Rome"}' } },
        { kind: "tool-call", call: { id: "c_2", name: "get_weather", args: '{"city": "Os' } },
        { kind: "tool-call", call: { id: "c_3", name: "list", args: "{}" } },
        { kind: "end", reason: "tool-calls" },
      ],
    );
  });

  check("F44 an answer cut at its limit ends with length", async (sandbox, model) => {
    const events = await ending(sandbox, model, [
      { kind: "text", text: "a" },
      { kind: "end", reason: "length" },
    ]);
    assert.deepEqual(events.at(-1), { kind: "end", reason: "length" });
  });

  check("F44 a refusal ends with refusal", async (sandbox, model) => {
    const events = await ending(sandbox, model, [{ kind: "end", reason: "refusal" }]);
    assert.deepEqual(events.at(-1), { kind: "end", reason: "refusal" });
  });

  check("F44 an answer withdrawn after text was shown ends with filter", async (sandbox, model) => {
    const events = await ending(sandbox, model, [
      { kind: "text", text: "a" },
      { kind: "end", reason: "content_filter" },
    ]);
    assert.equal(textOf(events), "a");
    assert.deepEqual(events.at(-1), { kind: "end", reason: "filter" });
  });

  check("F44 an empty answer is an ordinary end without text", async (sandbox, model) => {
    const events = await ending(sandbox, model, []);
    assert.deepEqual(
      events.filter((event) => event.kind !== "usage"),
      [{ kind: "end", reason: "stop" }],
    );
  });

  check("reasoning and keep-alives are not text", async (sandbox, model) => {
    const events = await ending(sandbox, model, [
      { kind: "thinking" },
      { kind: "ping" },
      { kind: "text", text: "a" },
    ]);
    assert.deepEqual(
      events.map((event) => event.kind),
      ["text", "usage", "end"],
    );
  });

  check("cancelling in mid-stream fails with cancelled and closes the request", async (sandbox, model) => {
    using _ = sandbox.models.script([[{ kind: "text", text: "a" }, { kind: "stall" }]]);
    const cancel = new AbortController();
    const { error, seen } = await failure(
      (async function* () {
        for await (const event of model.generate(hello, cancel.signal)) {
          yield event;
          cancel.abort();
        }
      })(),
    );
    assert.equal(error.code, "cancelled");
    assert.equal(textOf(seen), "a");
    await sandbox.ledger.until((entry) => entry.name === `closed ${subject.route}`);
  });

  check("a request cancelled before it began is never sent", async (sandbox, model) => {
    const { error } = await failure(model.generate(hello, AbortSignal.abort()));
    assert.equal(error.code, "cancelled");
    assert.deepEqual(sandbox.ledger.entries, []);
  });

  check("breaking out of the loop closes the request", async (sandbox, model) => {
    using _ = sandbox.models.script([[{ kind: "text", text: "a" }, { kind: "stall" }]]);
    for await (const event of model.generate(hello, never)) if (event.kind === "text") break;
    await sandbox.ledger.until((entry) => entry.name === `closed ${subject.route}`);
  });

  check("finished answers leave their connection to be used again", async (sandbox, model) => {
    for (let i = 0; i < 6; i++) await collect(model.generate(hello, never));
    // One more may be made where a request follows before the answer's last bytes have been read.
    assert.ok(sandbox.connections() <= 2, `${sandbox.connections()} connections for 6 requests`);
  });

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
