/** Messages `lo..hi` of one log. */
export interface Range {
  src: string;
  lo: number;
  hi: number;
}

/** The place of one message in its log. */
export interface Point {
  src: string;
  seq: number;
}

/** What follows the message at `point` on a path; all of it without one. Oldest first, as every list of ranges here. */
export function after(path: readonly Range[], point: Point | undefined): Range[] {
  if (!point) return [...path];
  const at = path.findLastIndex((r) => holds(r, point));
  const [first, ...rest] = path.slice(at);
  if (at < 0 || !first) return [...path];
  return first.hi > point.seq ? [{ ...first, lo: point.seq + 1 }, ...rest] : rest;
}

/** What of `ranges` no range of `path` shows. */
export function without(ranges: readonly Range[], path: readonly Range[]): Range[] {
  const shown = Map.groupBy(path, (r) => r.src);
  return ranges.flatMap((range) => {
    let left = [range];
    for (const cover of shown.get(range.src) ?? []) left = left.flatMap((piece) => cutOut(piece, cover));
    return left;
  });
}

export function sizeOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, r) => sum + r.hi - r.lo + 1, 0);
}

function holds(range: Range, point: Point): boolean {
  return range.src === point.src && range.lo <= point.seq && point.seq <= range.hi;
}

function cutOut(piece: Range, cover: Range): Range[] {
  if (cover.hi < piece.lo || piece.hi < cover.lo) return [piece];
  const before = { ...piece, hi: cover.lo - 1 };
  const behind = { ...piece, lo: cover.hi + 1 };
  return [before, behind].filter((r) => r.lo <= r.hi);
}
