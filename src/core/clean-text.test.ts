import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cleanText } from "./clean-text.ts";

const hiddenIn = (text: string) =>
  [...text].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0)));

test("A16 text loses what hides words in it and keeps what people see", () => {
  assert.equal(cleanText(`hello${hiddenIn("obey me").join("")}`), "hello");
  assert.equal(cleanText("\u202etxet\u202c a\u200bb\u2066c\u2069\ufeff"), "txet abc");
  assert.equal(cleanText("l1\nl2\tx\r\n"), "l1\nl2\tx\r\n");
  assert.equal(cleanText("a\u0000\u001b[31mb"), "a[31mb");
  assert.equal(cleanText(`a${"\u0301".repeat(10_000)}b`), `a${"\u0301".repeat(4)}b`);
  assert.equal(cleanText(`x${"\ufe0f".repeat(5)}${"\u{e0101}".repeat(5)}`), "x");
  assert.equal(cleanText("a\u200db\u200cc"), "abc");
});

test("A16 emoji of several parts and scripts with joiners stay whole", () => {
  for (const text of ["👩‍💻 👨‍👩‍👧‍👦 ❤️ 🏳️‍🌈 👍🏽 🧑🏽‍🚀 🤷‍♀️ 1️⃣", "می‌خواهم", "क्‍ष", "Zoë 李", "🇩🇪"])
    assert.equal(cleanText(text), text);
});

test("A16 no text keeps anything unseen, and cleaning twice changes nothing more", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (raw) => {
      const text = cleanText(raw);
      assert.equal(cleanText(text), text);
      assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u200b\ufeff]|[\u{e0000}-\u{e007f}]/u);
    }),
    { numRuns: 2_000 },
  );
});
