import type { Point, Range } from "./ranges.ts";

/** A message and how many stand before and including it. */
export interface Mark extends Point {
  pos: number;
}

/** The last message of `path` that `other` shows too, wherever. */
export function lastShared(path: readonly Range[], other: readonly Range[]): Mark | undefined {
  let pos = path.reduce((sum, r) => sum + r.hi - r.lo + 1, 0);
  for (const range of path.toReversed()) {
    pos -= range.hi - range.lo + 1;
    const common = other
      .filter((o) => o.src === range.src && o.lo <= range.hi && range.lo <= o.hi)
      .map((o) => Math.min(o.hi, range.hi));
    if (common.length === 0) continue;
    const seq = Math.max(...common);
    return { src: range.src, seq, pos: pos + seq - range.lo + 1 };
  }
  return undefined;
}

/** Where two paths part: the last message up to which they are the same. */
export function parting(one: readonly Range[], other: readonly Range[]): Mark | undefined {
  const [left, right] = [[...one], [...other]];
  let mark: Mark | undefined;
  for (;;) {
    const [a, b] = [left.shift(), right.shift()];
    if (!a || !b || a.src !== b.src || a.lo !== b.lo) return mark;
    const hi = Math.min(a.hi, b.hi);
    mark = { src: a.src, seq: hi, pos: (mark?.pos ?? 0) + hi - a.lo + 1 };
    if (a.hi > hi) left.unshift({ ...a, lo: hi + 1 });
    if (b.hi > hi) right.unshift({ ...b, lo: hi + 1 });
  }
}
