import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { chunk } from "./chunks.ts";

const ink = (text: string) => text.replace(/[ \t\r\n]/g, "");
/** What stands in a text apart from lines that open or close fences. */
const unfenced = (text: string) => ink(text.replace(/^[ \t]*(```|~~~).*$/gm, ""));

const word = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).map((s) => s.replace(/[`~|]/g, "x")),
  fc.constantFrom(
    "the",
    "quick.",
    "`code span`",
    "[a label](https://example.org/x)",
    "你好。世界",
    "👩‍👩‍👧‍👦",
    "🇩🇪",
    "e\u0301",
  ),
);
const paragraph = fc
  .array(word, { minLength: 1, maxLength: 60 })
  .chain((words) => fc.constantFrom(" ", "\n", "").map((between) => words.join(between)));
const code = fc
  .tuple(
    fc.constantFrom("```", "````", "~~~"),
    fc.constantFrom("", "ts", "python title=x"),
    fc.array(fc.constantFrom("const a = 1;", "", "  if (x) {", "}", "x".repeat(150), "# not a head"), {
      maxLength: 40,
    }),
  )
  .map(([marker, info, lines]) => [marker + info, ...lines, marker].join("\n"));
const table = fc
  .integer({ min: 1, max: 40 })
  .map((rows) =>
    ["| N | V |", "|---|---|", ...Array.from({ length: rows }, (_, i) => `| n${i} | v${i} |`)].join("\n"),
  );
const markdown = fc
  .array(
    fc.oneof(paragraph, code, table, fc.constantFrom("", "- item\n  - inner", "1. one\n2. two", "# Head")),
    {
      maxLength: 12,
    },
  )
  .map((blocks) => blocks.join("\n\n"));
const max = fc.integer({ min: 80, max: 400 });

test("F37: every part fits, and nothing but blank space is lost", () => {
  fc.assert(
    fc.property(fc.array(paragraph, { maxLength: 12 }), max, (paragraphs, max) => {
      const text = paragraphs.join("\n\n");
      const parts = chunk(text, { max });
      for (const part of parts) assert.ok(part.length <= max && ink(part) !== "");
      assert.equal(ink(parts.join("")), ink(text));
    }),
  );
});

test("F37: with fences and tables every part fits, and all text stands in order", () => {
  fc.assert(
    fc.property(markdown, max, (text, max) => {
      const parts = chunk(text, { max });
      for (const part of parts) assert.ok(part.length <= max && ink(part) !== "");
      const headless = (s: string) => s.replaceAll("|N|V||---|---|", "");
      assert.equal(headless(unfenced(parts.join("\n"))), headless(unfenced(text)));
    }),
    { numRuns: 400 },
  );
});

test("F37: in every part the fences that are opened are closed", () => {
  fc.assert(
    fc.property(markdown, max, (text, max) => {
      for (const part of chunk(text, { max })) {
        let open: string | undefined;
        for (const line of part.split("\n")) {
          const marker = /^[ \t]*(`{3,}|~{3,})/.exec(line)?.[1];
          if (!marker) continue;
          if (open === undefined) open = marker;
          else if (marker.startsWith(open)) open = undefined;
        }
        assert.equal(open, undefined, part);
      }
    }),
  );
});

test("F38: parts before the last stay as they are while the text grows", () => {
  const hostile = fc.array(
    fc.constantFrom(
      "`",
      "```",
      "~~~",
      "\n",
      "|",
      " ",
      "a",
      "[",
      "](",
      "。",
      ".",
      "é",
      "x".repeat(30),
      "|-|-|\n",
    ),
    {
      maxLength: 120,
    },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        markdown,
        hostile.map((s) => s.join("")),
      ),
      max,
      (text, max) => {
        let before: string[] = [];
        const points = [...text];
        for (let length = 0; length <= points.length; length += 3) {
          const parts = chunk(points.slice(0, length).join(""), { max });
          const settled = before.slice(0, -1);
          assert.deepEqual(parts.slice(0, settled.length), settled);
          assert.ok(parts.length >= before.length);
          before = parts;
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("F37: a cut never falls inside a grapheme that fits", () => {
  const family = "👩‍👩‍👧‍👦";
  const parts = chunk(family.repeat(100), { max: 80 });
  assert.ok(parts.every((part) => part.replaceAll(family, "") === ""));
  assert.equal(parts.join(""), family.repeat(100));
  const zalgo = `a${"\u0301".repeat(500)}`;
  assert.equal(chunk(zalgo, { max: 80 }).join(""), zalgo);
});

test("F37: a fence is opened again as it was, with a bare marker where its line is long", () => {
  const body = Array.from({ length: 30 }, (_, i) => `line ${i}`).join("\n");
  const [first, second] = chunk(`\`\`\`ts\n${body}\n\`\`\``, { max: 100 });
  assert.match(first as string, /^```ts\nline 0\n[\s\S]*\n```$/);
  assert.match(second as string, /^```ts\nline [\s\S]*\n```$/);
  const long = chunk(`\`\`\`ts ${"x".repeat(40)}\n${body}\n\`\`\``, { max: 100 });
  assert.match(long[1] as string, /^```\nline /);
});

test("F37: a table is cut between rows and repeats its head", () => {
  const rows = Array.from({ length: 30 }, (_, i) => `| n${i} | v${i} |`).join("\n");
  const parts = chunk(`| N | V |\n|---|---|\n${rows}`, { max: 120 });
  for (const part of parts) {
    assert.ok(part.startsWith("| N | V |\n|---|---|\n| n"), part);
    assert.ok(part.endsWith(" |"), part);
  }
});

test("F37: a head that only padding makes long is repeated without it", () => {
  const pad = (text: string) => `| ${text.padEnd(60)} |`;
  const rows = Array.from({ length: 9 }, (_, i) => `| n${i} |`).join("\n");
  const parts = chunk(`${pad("N")}\n|${"-".repeat(62)}|\n${rows}`, { max: 160 });
  assert.ok(parts.length > 1);
  for (const part of parts.slice(1)) assert.ok(part.startsWith("| N |\n|---|\n| n"), part);
});

test("F37: prose is cut at paragraphs before lines, lines before sentences, sentences before words", () => {
  const sentence = "One two three four.";
  assert.deepEqual(
    chunk(`${sentence}\n${sentence}\n${sentence}\n\n${sentence}\n${sentence}`, { max: 80 })[0],
    `${sentence}\n${sentence}\n${sentence}`,
  );
  assert.equal(
    chunk(`${"word ".repeat(10)}end. ${"word ".repeat(10)}`, { max: 80 })[0],
    `${"word ".repeat(10)}end.`,
  );
  assert.equal(chunk("word ".repeat(40), { max: 82 })[0], "word ".repeat(16).trimEnd());
  const link = `${"word ".repeat(10)}[a label of some words](https://example.org/long/path) end`;
  assert.equal(chunk(link, { max: 80 })[0], "word ".repeat(10).trimEnd());
});

test("F37: the caller's measure decides what fits", () => {
  const measure = (text: string) => text.replaceAll("&", "&amp;").length;
  const text = "a & b && c ".repeat(60);
  const parts = chunk(text, { max: 100, measure });
  assert.ok(parts.every((part) => measure(part) <= 100));
  assert.equal(ink(parts.join("")), ink(text));
});

test("A61: 100 KB of the worst text takes no longer than 50 ms", () => {
  const hostile = [
    " ",
    "\n",
    "`",
    "[",
    "[a](",
    "```\n",
    "| a |\n",
    "。",
    "a ",
    "\u0301",
    "``",
    "- ",
    "a\n\n",
    "x",
    "👩‍👩‍👧‍👦",
    "(",
    "~~~x\n",
  ];
  chunk("warm ".repeat(20_000), { max: 2000 });
  for (const unit of hostile) {
    const text = unit.repeat(100_000 / unit.length);
    const best = Math.min(
      ...[1, 2, 3].map(() => {
        const start = process.cpuUsage();
        chunk(text, { max: 2000 });
        const { user, system } = process.cpuUsage(start);
        return (user + system) / 1_000;
      }),
    );
    assert.ok(best <= 50, `${JSON.stringify(unit)} took ${best} ms`);
  }
});
