import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { guardLinks, linkRoom } from "./links.ts";
import { tableRoom } from "./tables/room.ts";
import { showTables } from "./tables/show.ts";
import { maxText, renderText, split } from "./text-out.ts";

/** Lines as one text. */
const lines = (...all: string[]) => all.join("\n");

test("TALK-TABLE a long table is several, each with its head", () => {
  const rows = Array.from({ length: 300 }, (_, i) => `| n${i} | the value of ${i} |`);
  const parts = split(lines("| Name | Value |", "|------|-------|", ...rows)).map(renderText);
  for (const part of parts) {
    assert.match(part, /^```\nName +Value\n-+ +-+\nn\d+ [\s\S]*\n```$/);
    assert.ok(part.length <= maxText);
  }
  for (const part of parts.slice(0, -1)) assert.ok(part.length > 1_500, `${part.length}`);
  const shown = parts.flatMap((part) => part.match(/^n\d+/gm) ?? []);
  assert.deepEqual(
    shown,
    rows.map((_, i) => `n${i}`),
  );
});

test("TALK-TABLE a table that grows by being shown is cut where it has grown too long", () => {
  const short = Array.from({ length: 300 }, (_, i) => `|n${i}|${i}|`);
  const shown = (wide: string) =>
    split(lines("|Name|A number|", "|-|-|", `|${wide}|0|`, ...short)).map(renderText);
  const block = shown("x".repeat(50));
  assert.match(block[0] ?? "", /^```\nName {48}A number\n-{50} {2}-{8}\nx{50} {2}0\nn0 {50}0\nn1 /);
  const list = shown("x".repeat(80));
  assert.match(list[0] ?? "", /^\*\*Name\*\*: x{80}\n\*\*A number\*\*: 0\n\n\*\*Name\*\*: n0\n/);
  for (const parts of [block, list]) {
    assert.ok(parts.length > 1 && parts.every((part) => part.length <= maxText && !part.includes("|")));
    const rows = parts.flatMap((part) => part.match(/\bn\d+/g) ?? []);
    assert.deepEqual(
      rows,
      short.map((_, i) => `n${i}`),
    );
  }
});

test("TALK-TABLE a head that is long only by its padding is repeated too", () => {
  const wide = (text: string) => `| ${text.padEnd(300)} | ${text.padEnd(300)} |`;
  const rows = Array.from({ length: 20 }, (_, i) => wide(`cell ${i}`));
  const parts = split(lines(wide("Head"), `|${"-".repeat(302)}|${"-".repeat(302)}|`, ...rows)).map(
    renderText,
  );
  assert.ok(parts.length > 2);
  for (const part of parts) assert.match(part, /^```\nHead +Head\n-+ +-+\ncell /);
});

const word = fc.constantFrom(
  ..."a bb **bold** *it* ~~no~~ snake_case `code` `a|b` ` `` \\| \\ [ ]( [link](https://example.org/a) [half](https://x".split(
    " ",
  ),
  '[t](https://example.org/b_(c) "title")',
  "https://example.com/x",
  "<mailto:a@b.org>",
  "日本語",
  "👩‍👩‍👧‍👦",
  "e\u0301",
  "<br>",
  "a://",
  "```",
  "words that make a cell long, so that a list is the better way to show it",
);
const cell = fc.array(word, { maxLength: 4 }).map((words) => words.join(" "));
const hostile = fc
  .record({
    columns: fc.integer({ min: 1, max: 6 }),
    rows: fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 30 }),
  })
  .chain(({ columns, rows }) =>
    fc.tuple(fc.array(cell, { minLength: columns, maxLength: columns }), fc.boolean()).map(([head, ends]) => {
      const row = (cells: string[]) => (ends ? `| ${cells.join(" | ")} |` : cells.join(" | "));
      return lines("Before.", "", row(head), row(head.map(() => "---")), ...rows.map(row), "", "After | it.");
    }),
  );

test("TALK-TABLE F38 the room that is reckoned with suffices, and never shrinks as the text grows", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const room = tableRoom(250);
      let before = 0;
      for (let length = 0; length <= text.length; length++) {
        const part = text.slice(0, length);
        const measured = part.length + linkRoom(part) + room(part);
        const shown = guardLinks(showTables(part, 250)).length;
        assert.ok(measured >= shown, `${shown} of ${measured}: ${JSON.stringify(part)}`);
        assert.ok(measured >= before, `${measured} after ${before}: ${JSON.stringify(part)}`);
        before = measured;
      }
    }),
    { numRuns: 25 },
  );
});

test("TALK-TABLE F37 whatever the table, each part fits once rendered, and all cells stand in order", () => {
  const table = fc
    .tuple(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 120 }),
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 9 }),
    )
    .map(([columns, rows, lengths]) => {
      const filled = (row: number, column: number) =>
        `c${row}x${column}${" **word**".repeat(lengths[(row * 7 + column) % lengths.length] as number)}`;
      const cells = (row: number) => Array.from({ length: columns }, (_, column) => filled(row, column));
      return lines(
        `|${" Head |".repeat(columns)}`,
        `|${"---|".repeat(columns)}`,
        ...Array.from({ length: rows }, (_, row) => `| ${cells(row).join(" | ")} |`),
      );
    });
  fc.assert(
    fc.property(table, (text) => {
      const shown = split(text).map(renderText);
      for (const part of shown) assert.ok(part.length <= maxText);
      assert.deepEqual(shown.join("\n").match(/c\d+x\d+/g), text.match(/c\d+x\d+/g));
    }),
    { numRuns: 100 },
  );
  fc.assert(
    fc.property(hostile, (text) => {
      for (const part of split(text)) {
        const tabled = guardLinks(showTables(part, 250));
        assert.ok(tabled.length <= maxText);
      }
    }),
    { numRuns: 100 },
  );
});

test("TALK-TABLE F38 messages before the last stay as they are while a table is written", () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 2, maxLength: 4 }), (texts) => {
      const points = [...texts.join("\n\n")];
      let settled: string[] = [];
      for (let length = 0; length <= points.length; length += 23) {
        const parts = split(points.slice(0, length).join(""));
        assert.deepEqual(parts.slice(0, settled.length), settled);
        settled = parts.slice(0, -1);
      }
    }),
    { numRuns: 20 },
  );
});

test("A61 50 KB of the worst tables are split and rendered in less than 250 ms", () => {
  const head = lines("| a | b |", "|---|---|", "");
  for (const unit of [
    "| a | b |\n",
    "| 日本語 | 👩‍👩‍👧‍👦 |\n",
    "| [a](https://b.c/d) | `x` |\n",
    "|",
    "`|",
    "| ` `` ``` |",
    "[a](|",
    "[a](",
    "**a*|",
    "|-",
    head,
  ]) {
    const text = head + unit.repeat(50_000 / unit.length);
    const times = [1, 2, 3].map(() => {
      const start = process.cpuUsage();
      for (const part of split(text)) renderText(part);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1_000;
    });
    const took = Math.min(...times);
    assert.ok(took <= 250, `${JSON.stringify(unit)} took ${took} ms`);
  }
});
