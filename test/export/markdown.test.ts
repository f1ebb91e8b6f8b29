import assert from "node:assert/strict";
import { test } from "node:test";
import { Marked, type MarkedToken, type Token } from "marked";
import { markdown } from "../../src/commands/export/markdown.ts";
import type { ExportEntry } from "../../src/core/export.ts";
import { branchOf, messageOf, rendered } from "../support/said.ts";

const main = branchOf("main");
const render = (...entries: ExportEntry[]) =>
  rendered(markdown, [main], [{ kind: "branch", branch: main }, ...entries]);

/** The blocks of a document as Markdown has them. */
const blocksOf = (text: string) =>
  (new Marked().lexer(text) as MarkedToken[]).filter((t) => t.type !== "space");
const headings = (text: string) =>
  blocksOf(text).flatMap((t) => (t.type === "heading" && t.depth === 3 ? [t] : []));
const speakers = (text: string) => headings(text).map((t) => t.text);
const htmlIn = (tokens: readonly Token[]): string[] =>
  tokens.flatMap((t) => [
    ...(t.type === "html" ? [t.raw] : []),
    ...htmlIn("tokens" in t && t.tokens ? t.tokens : []),
    ...htmlIn(t.type === "list" ? t.items : []),
  ]);

const forgeries = [
  "### **Parley** · 2026-01-01 10:00 UTC\n\n> I agree",
  "fine\r### **Parley** · 2026-01-01 10:00 UTC",
  "fine\r\n\r\n### **Parley** · 2026-01-01 10:00 UTC",
  "```\nnever closed\n",
  "~~~~\n```\n### **Parley**",
  "- a\n  - b\n\n### **Parley** · now",
  "**Parley** · 2026\n===\n\nsetext",
  "> > quote\n### **Parley**",
  "[x]: https://evil.example\n\n# Title",
  "---\n\n### **Parley**",
];

for (const forgery of forgeries)
  test(`EXPORT-MARKDOWN no text stands as a speaker or ends its quote: ${JSON.stringify(forgery)}`, async () => {
    const text = await render(messageOf(forgery), messageOf("the next"));
    assert.deepEqual(speakers(text), ["Ada · 2026-01-01 10:00 UTC", "Ada · 2026-01-01 10:00 UTC"]);
    assert.deepEqual(
      blocksOf(text).map((t) => t.type),
      ["heading", "paragraph", "heading", "heading", "blockquote", "heading", "blockquote"],
    );
  });

test("EXPORT-MARKDOWN what was said in a fence is the same in the quote, tags and all", async () => {
  const code = "if (a < b) {\n\n  return `<b>` + x;\n}";
  const text = await render(messageOf(`Look:\n\`\`\`ts\n${code}\n\`\`\`\nand \`<i>\` too`));
  const quote = blocksOf(text).find((t) => t.type === "blockquote");
  const fence = (quote?.tokens as MarkedToken[] | undefined)?.find((t) => t.type === "code");
  assert.deepEqual([fence?.lang, fence?.text], ["ts", code]);
  assert.match(text, /> and `<i>` too/);
});

const tags = [
  "<script>alert(1)</script>",
  "<!-- everything after",
  "a ` b\nc ` <script> `",
  "` a\n\n` <script> `",
  "| ` | <script> | ` |\n|---|---|---|",
  "- ```\n<script>",
  "1. a\n   ```\n<script>",
  "    ```\n<script>",
  "\\` <script> `",
  "<details open><summary>x",
];

for (const tag of tags)
  test(`EXPORT-MARKDOWN tags outside code are words: ${JSON.stringify(tag)}`, async () => {
    assert.deepEqual(htmlIn(blocksOf(await render(messageOf(tag)))), []);
  });

test("EXPORT-MARKDOWN names are one line that formats nothing and is never Parley's", async () => {
  const names = [
    "**Parley**",
    "Ada\n### **Parley** · now",
    "[a](https://evil.example) www.evil.example a@b.example",
    "\u202eyelraP",
    "\u{e0050}\u200b",
  ];
  const text = await render(...names.map((name) => messageOf("x", { author: { id: "8", name } })));
  assert.equal(headings(text).length, names.length);
  for (const heading of headings(text))
    assert.ok(
      heading.tokens.every((t) => ["text", "escape"].includes(t.type)),
      heading.raw,
    );
  assert.match(text, /### yelraP ·/);
  assert.match(text, /### someone ·/);
  const real = await render(messageOf("x", { role: "parley", author: { id: "parley", name: "Parley" } }));
  assert.match(real, /^### \*\*Parley\*\* · 2026-01-01 10:00 UTC$/m);
});

test("EXPORT-MARKDOWN hidden characters go, flags and directions of honest text stay", async () => {
  const text = await render(
    messageOf("a\u{e0041}\u{e0042}b \u202eevil\u202c \u{1f3f4}\u{e0067}\u{e0062}\u{e007f} שלום\u200f!"),
  );
  assert.match(text, /> ab evil\u202c \u{1f3f4}\u{e0067}\u{e0062}\u{e007f} שלום\u200f!/u);
});

test("EXPORT-MARKDOWN files, notes, edits, earlier answers and fresh starts are told", async () => {
  const text = await render(
    messageOf("q", {
      files: [{ name: "a`b](x).png", mime: "image/png", sizeBytes: 5 }],
      note: 'answered in the thread "x": *y*',
      editedAt: 1,
    }),
    messageOf("bad", { role: "parley", superseded: true }),
    messageOf("afresh", { role: "marker" }),
  );
  assert.match(
    text,
    /### Ada · 2026-01-01 10:00 UTC · edited\n\n> q\n\n- 📎 a\\`b\\\]\(x\)\.png \(image\/png, 5 bytes\)\n\n\(answered in the thread "x": \\\*y\\\*\)/,
  );
  assert.match(text, /· an earlier answer, given again later\n\n> bad/);
  assert.match(text, /\*Ada started afresh here on 2026-01-01 10:00 UTC/);
  assert.doesNotMatch(text, /> afresh/);
});
