import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { after, type Range, sizeOf, without } from "./ranges.ts";
import { lastShared, parting } from "./shared-past.ts";

const messages = (path: readonly Range[]) =>
  path.flatMap(({ src, lo, hi }) => Array.from({ length: hi - lo + 1 }, (_, i) => `${src}${lo + i}`));

/** Ranges of three logs in any order, none shown twice: what a path can be. */
const path = fc
  .array(
    fc.record({ src: fc.constantFrom("a", "b", "c"), lo: fc.integer({ min: 1, max: 9 }), more: fc.nat(4) }),
  )
  .map((all) => {
    const made: Range[] = [];
    for (const { src, lo, more } of all) made.push(...without([{ src, lo, hi: lo + more }], made));
    return made;
  });

const mark = (found: { src: string; seq: number; pos: number } | undefined) =>
  found && { message: `${found.src}${found.seq}`, pos: found.pos };

test("BRANCH-RANGES ranges mean what the lists of their messages mean", () => {
  fc.assert(
    fc.property(path, path, fc.nat(), (one, other, n) => {
      const [left, right] = [messages(one), messages(other)];
      assert.equal(new Set(left).size, sizeOf(one));
      assert.deepEqual(
        messages(without(one, other)),
        left.filter((m) => !right.includes(m)),
      );
      const at = n % Math.max(left.length, 1);
      const [src = "", seq] = [left[at]?.[0], Number(left[at]?.slice(1))];
      if (left.length > 0) assert.deepEqual(messages(after(one, { src, seq })), left.slice(at + 1));
      assert.deepEqual(messages(after(one, undefined)), left);
      const shared = left.findLastIndex((m) => right.includes(m));
      assert.deepEqual(
        mark(lastShared(one, other)),
        shared < 0 ? undefined : { message: left[shared], pos: shared + 1 },
      );
      const same = left.findIndex((m, i) => m !== right[i]);
      const common = same < 0 ? left.length : same;
      assert.deepEqual(
        mark(parting(one, other)),
        common === 0 ? undefined : { message: left[common - 1], pos: common },
      );
    }),
    { numRuns: 1_000 },
  );
});
