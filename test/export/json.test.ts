import assert from "node:assert/strict";
import { test } from "node:test";
import { json } from "../../src/commands/export/json.ts";
import type { ExportEntry } from "../../src/core/export.ts";
import { exportSchema } from "../support/export-schema.ts";
import { branchOf, messageOf, rendered } from "../support/said.ts";

const main = branchOf("main");

test("EXPORT-JSON every text comes back exactly as it was said, and the whole is what the schema says", async () => {
  const side = branchOf('si"de', { parent: main.id, merged: true, author: { id: "8", name: "Bo" } });
  const move = {
    id: "m1" as never,
    kind: "append",
    source: side.id,
    by: { id: "8", name: "Bo" },
    at: 5,
  } as const;
  const merged = { ...main, merges: [move] };
  const texts = ["</script>", "\u202e\u{e0041}\u2028", '"\\\n\r\t', "😀\ud800", "```\nopen", ""];
  const entries: ExportEntry[] = [
    { kind: "branch", branch: merged },
    ...texts.map((text) => messageOf(text, { author: { id: "7", name: "**A**\nB" } })),
    { kind: "elsewhere", from: side.id, move },
    { kind: "branch", branch: side },
    { kind: "passage", from: main.id, move: undefined },
    messageOf("q", {
      note: "n",
      editedAt: 9,
      files: [{ name: "f", mime: "m/m", sizeBytes: 3 }],
      superseded: true,
    }),
  ];
  const read = exportSchema.parse(JSON.parse(await rendered(json, [merged, side], entries)));
  const [first, second] = read.branches;
  assert.deepEqual(
    first?.entries.map((e) => (e.kind === "message" ? e.text : e)),
    [...texts, { kind: "elsewhere", from: { id: side.id, name: 'si"de' }, merge: "m1" }],
  );
  assert.deepEqual(first?.merges, [
    {
      id: "m1",
      kind: "append",
      source: { id: side.id, name: 'si"de' },
      by: { id: "8", name: "Bo" },
      at: "1970-01-01T00:00:00.005Z",
    },
  ]);
  assert.deepEqual(second?.parent, { id: "main", name: "main" });
  assert.deepEqual(second?.entries, [
    { kind: "passage", from: { id: "main", name: "main" }, merge: null },
    {
      kind: "message",
      id: "00000000-0000-4000-8000-000000000001",
      role: "person",
      author: { id: "7", name: "Ada" },
      at: "2026-01-01T10:00:00.000Z",
      editedAt: "1970-01-01T00:00:00.009Z",
      text: "q",
      note: "n",
      files: [{ name: "f", mime: "m/m", sizeBytes: 3 }],
      superseded: true,
    },
  ]);
});

test("EXPORT-JSON is whole with no branch and with an empty one", async () => {
  assert.deepEqual(exportSchema.parse(JSON.parse(await rendered(json, [], []))).branches, []);
  const empty = await rendered(json, [main], [{ kind: "branch", branch: main }]);
  assert.deepEqual(exportSchema.parse(JSON.parse(empty)).branches[0]?.entries, []);
});
