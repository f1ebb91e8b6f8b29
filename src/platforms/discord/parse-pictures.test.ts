import assert from "node:assert/strict";
import { test } from "node:test";
import { discordPayloads } from "../../../test/support/discord-payloads.ts";
import type { CommandSpec } from "../../core/command.ts";
import type { InboundCommand } from "../../core/inbound.ts";
import { originOf } from "./file-ref.ts";
import { parseInteraction } from "./parse-interaction.ts";

const { channel_id, thread_id, known, interaction } = discordPayloads;

const draw: CommandSpec = {
  name: "draw",
  summary: "Make a picture",
  menu: { label: "Look at it", option: "source" },
  options: [
    { kind: "text", name: "words", summary: "What it shows", required: false },
    { kind: "image", name: "source", summary: "What to change", required: false },
    { kind: "image", name: "mask", summary: "Where", required: false },
  ],
};
const png = { id: "71", filename: "a.png", content_type: "image/png", size: 5, url: "https://cdn/71?ex=1" };
const text = { ...png, id: "72", filename: "b.txt", content_type: "text/plain" };
const second = { ...png, id: "73", filename: "c.webp", content_type: "image/webp" };

function command(data: object): InboundCommand | undefined {
  const event = parseInteraction({ ...interaction, type: 2, data }, known, [draw]);
  return event?.kind === "command" ? event : undefined;
}

const slash = (options: object[], resolved?: unknown) =>
  command({ type: 1, name: "draw", options, ...(resolved === undefined ? {} : { resolved }) });
const attached = (name: string, value: string) => ({ type: 11, name, value });

test("DISCORD-PARSE what is attached to a command's options comes as files that stand in no message", () => {
  const words = { type: 3, name: "words", value: "blue" };
  const options = [words, attached("source", "71"), attached("mask", "73")];
  const used = slash(options, { attachments: { 71: png, 73: second } });
  assert.deepEqual(used?.options, { words: "blue" });
  const { url } = png;
  assert.deepEqual(used?.files, {
    source: { id: "71", name: "a.png", mime: "image/png", sizeBytes: 5, url, loose: true },
    mask: { id: "73", name: "c.webp", mime: "image/webp", sizeBytes: 5, url, loose: true },
  });
  assert.deepEqual(Object.values(used?.files ?? {}).map(originOf), [undefined, undefined]);
  assert.equal("files" in (slash([words]) ?? {}), false);
});

test("DISCORD-PARSE an attachment that nothing is told of is none, and its option is no text", () => {
  const source = [attached("source", "71")];
  const broken = [
    undefined,
    {},
    null,
    7,
    [],
    { attachments: null },
    { attachments: [] },
    { attachments: { 72: text } },
    { attachments: { 71: null } },
    { attachments: { 71: { ...png, id: "../x" } } },
    { attachments: { 71: { ...png, url: 7 } } },
    { attachments: { "not an id": png } },
  ];
  for (const resolved of broken) {
    const used = slash(source, resolved);
    assert.ok(used, JSON.stringify(resolved));
    assert.deepEqual([used.options, used.files], [{}, {}], JSON.stringify(resolved));
  }
});

test("DISCORD-PARSE ids and names that mean something elsewhere lead nowhere", () => {
  for (const value of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    assert.deepEqual(slash([attached("source", value)], { attachments: { 71: png } })?.files, {}, value);
    const used = slash([attached(value, "71")], { attachments: { 71: png } });
    assert.equal(Object.getPrototypeOf(used?.files), Object.prototype);
    assert.equal(Object.getPrototypeOf(used?.options), Object.prototype);
  }
  const named = { ...png, filename: "a\n\u202e\u200b.png", content_type: undefined };
  const [file] = Object.values(
    slash([attached("source", "71")], { attachments: { 71: named } })?.files ?? {},
  );
  assert.doesNotMatch(file?.name ?? "\n", /[\n\u202e\u200b]/);
  assert.equal(file?.mime, "application/octet-stream");
});

test("DISCORD-PARSE what is chosen in a message's menu comes with the message's images, in order", () => {
  const chosen = (resolved: unknown) =>
    command({ type: 3, name: "Look at it", target_id: "77", ...(resolved ? { resolved } : {}) });
  const used = chosen({ messages: { 77: { attachments: [text, png, second] } } });
  assert.deepEqual(used?.options, { source: "77" });
  const files = used?.files ?? {};
  assert.deepEqual(
    [files.source?.name, files.mask?.name, files.source?.loose],
    ["a.png", "c.webp", undefined],
  );
  assert.deepEqual(files.source && originOf(files.source), { channel: thread_id, message: "77", id: "71" });
  assert.notEqual(thread_id, channel_id);
  const none = [
    undefined,
    {},
    { messages: null },
    { messages: { 78: { attachments: [png] } } },
    { messages: { 77: { attachments: "a.png" } } },
    { messages: { 77: { attachments: [{ ...png, size: "5" }] } } },
    { messages: { 77: { attachments: [text] } } },
    { messages: { 77: null } },
  ];
  for (const resolved of none) {
    const bare = chosen(resolved);
    assert.deepEqual([bare?.options, bare?.files], [{ source: "77" }, undefined], JSON.stringify(resolved));
  }
});
