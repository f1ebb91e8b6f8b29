import type { Args } from "./args.ts";
import { badArguments, Refusal } from "./refusal.ts";

export interface Page<T> {
  items: T[];
  nextCursor: string;
}

/**
 * One page of a list by `limit` and `cursor`. A cursor is opaque base64 of where the next page begins.
 * @throws Refusal `invalid_cursor`, `invalid_limit`
 */
export function page<T>(args: Args, all: readonly T[], fallback: number, max = 1_000): Page<T> {
  const limit = args.whole("limit") ?? fallback;
  if (limit < 1 || limit > max) throw new Refusal("invalid_limit");
  const from = start(args.text("cursor"));
  if (from > all.length) throw new Refusal("invalid_cursor");
  const next = from + limit;
  return {
    items: all.slice(from, next),
    nextCursor: next < all.length ? Buffer.from(`next:${next}`).toString("base64") : "",
  };
}

/** Bounds of `oldest` and `latest`. @throws Refusal `invalid_ts_oldest`, `invalid_ts_latest` */
export function within(args: Args): (ts: string) => boolean {
  const oldest = bound(args, "oldest");
  const latest = bound(args, "latest");
  const inclusive = args.flag("inclusive") === true;
  return (ts) => {
    const at = Number(ts);
    if (oldest !== undefined && (inclusive ? at < oldest : at <= oldest)) return false;
    if (latest !== undefined && (inclusive ? at > latest : at >= latest)) return false;
    return true;
  };
}

/** Comma-separated ids. */
export function ids(args: Args, name: string): string[] {
  const text = args.text(name);
  if (text === undefined) throw badArguments(`missing required field: ${name}`);
  return text
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

function bound(args: Args, name: "oldest" | "latest"): number | undefined {
  const text = args.text(name);
  if (text === undefined || text === "" || text === "now") return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Refusal(`invalid_ts_${name}`);
  return value;
}

function start(cursor: string | undefined): number {
  if (!cursor) return 0;
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, "base64").toString());
  if (!match) throw new Refusal("invalid_cursor");
  return Number(match[1]);
}
