import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelRequest } from "../../src/core/model.ts";
import { manualClock } from "../support/manual-clock.ts";
import { openModelSandbox } from "../support/model-sandbox.ts";
import { checksOf, collect, failure, hello, type ModelSubject, never, textOf } from "./model-subject.ts";

/** What every implementation of `Model` does. */
export function modelContract(subject: ModelSubject): void {
  const { check, ending } = checksOf(subject);

  check("what was asked reaches the service, and its answer comes whole", async (sandbox, model) => {
    using _ = sandbox.models.script((asked) => {
      assert.equal(asked.system, "Be brief.");
      assert.deepEqual(asked.turns, [{ role: "user", text: "Hi", images: 0 }]);
      return ["Hel", "lo ", "👋\n\n", "data: x"].map((text) => ({ kind: "text", text }));
    });
    const events = await collect(model.generate(hello, never));
    assert.equal(textOf(events), "Hello 👋\n\ndata: x");
    assert.deepEqual(events.at(-1), { kind: "end", reason: "stop" });
    assert.equal(events.filter((event) => event.kind === "end").length, 1);
  });

  test(`${subject.title}: text is passed on while the rest is still to come`, async () => {
    const clock = manualClock();
    await using sandbox = await openModelSandbox(clock);
    using _ = sandbox.models.script([
      [
        { kind: "text", text: "Hel" },
        { kind: "wait", ms: 1_000 },
        { kind: "text", text: "lo" },
      ],
    ]);
    const seen: { text: string; at: number }[] = [];
    for await (const event of subject.open(sandbox, "demo", clock).generate(hello, never)) {
      if (event.kind !== "text") continue;
      seen.push({ text: event.text, at: clock.monotonic() });
      await clock.advance(1_000);
    }
    assert.deepEqual(seen, [
      { text: "Hel", at: 0 },
      { text: "lo", at: 1_000 },
    ]);
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

  check("what a cache had to do with is part of the input, and told", async (sandbox, model) => {
    const counts = { inputTokens: 1234, outputTokens: 56, cacheReadTokens: 1000, cacheWriteTokens: 200 };
    const events = await ending(sandbox, model, [{ kind: "usage", ...counts }]);
    assert.deepEqual(
      events.filter((event) => event.kind === "usage"),
      [{ kind: "usage", ...counts }],
    );
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
}
