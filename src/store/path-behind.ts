import type { Arrival } from "../core/store.ts";
import type { Row } from "./database.ts";
import type { PathMessage } from "./path.ts";

/** Where a message that arrived now stands. */
export interface Stood {
  segment: string;
  seq: number;
  /** Of the branch that was forked for its answer. */
  title: string | null;
  /** An edit had overtaken it, so it says something else. */
  isParked: boolean;
}

/**
 * The path that a message has behind it, from one that was read while the message was being stored: the message put
 * before the rest. Undefined where that was not the path it joined: something else did in between.
 * @param before a row of `pathAt`.
 */
export function pathBehind(before: Row, stood: Stood, arrival: Arrival, id: string): Row | undefined {
  const { segment, seq } = stood;
  if (stood.isParked || before.seg !== segment || Number(before.hi) !== seq - 1) return undefined;
  const { message: m, tokens, look } = arrival;
  const files = m.files.length > 0 ? [...m.files] : null;
  const said = [m.author.id, m.author.name, m.text, files, tokens] as const;
  const unmarked = [null, null, false, false, false] as const;
  const fresh: PathMessage = [id, segment, seq, segment, "person", ...said, ...unmarked];
  const older = (before.messages as PathMessage[] | null) ?? [];
  const messages = [fresh, ...older].slice(0, look);
  const row = { ...before, messages, head_pos: Number(before.head_pos) + 1 };
  return stood.title === null ? row : { ...row, title: stood.title, fork_seg: segment, fork_seq: seq };
}
