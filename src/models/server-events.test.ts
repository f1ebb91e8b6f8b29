import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type ServerEvent, serverEvents } from "./server-events.ts";

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

const read = async (text: string, size = 1_000) => {
  const chunks = await Array.fromAsync(serverEvents(chunksOf(new TextEncoder().encode(text), size)));
  return chunks.flat();
};

test("events are read however the bytes are cut", async () => {
  const line = fc.string({ unit: "grapheme" }).map((text) => text.replace(/[\r\n]/g, "·"));
  const event = fc.record({
    event: fc.constantFrom("", "ping", "message_start"),
    data: fc.array(line, { minLength: 1 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(event),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      async (events, size, cr) => {
        const end = cr ? "\r\n" : "\n";
        const wire = events.map((e) => {
          const named = e.event === "" ? "" : `event: ${e.event}${end}`;
          return `${named}${e.data.map((text) => `data: ${text}${end}`).join("")}${end}`;
        });
        const expected: ServerEvent[] = events.map((e) => ({ event: e.event, data: e.data.join("\n") }));
        assert.deepEqual(await read(wire.join(`: keep-alive${end}${end}`), size), expected);
      },
    ),
  );
});

test("a comment is a chunk without events, and an event cut off at the end is none", async () => {
  assert.deepEqual(await read(": keep-alive\n\n"), []);
  assert.deepEqual(await read("data: a\n\ndata: b\n"), [{ event: "", data: "a" }]);
  assert.deepEqual(await read("data:a\nid: 1\nretry: 5\n\n"), [{ event: "", data: "a" }]);
});

test("a line without end is refused rather than kept", async () => {
  async function* endless() {
    const chunk = new Uint8Array(1024 * 1024).fill(97);
    for (;;) yield chunk;
  }
  await assert.rejects(Array.fromAsync(serverEvents(endless())), /without end/);
});
