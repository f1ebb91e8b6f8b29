import { randomUUID } from "node:crypto";
import type { Line } from "./chain.ts";
import type { Query } from "./database.ts";
import type { Range } from "./ranges.ts";

/** Where a branch's next message goes: behind `seq` of this segment, at `pos` on the path. */
export interface Head {
  segment: string;
  seq: number;
  pos: number;
}

/**
 * Writes segments that show `ranges` behind the end of `from`, and a fresh log behind them, without copying a message.
 * No branch stands there yet.
 */
export async function growFrom(
  query: Query,
  from: Pick<Line, "end" | "headPos">,
  of: Pick<Line, "id">,
  ranges: readonly Range[],
): Promise<Head> {
  let prev = from.end;
  let pos = from.headPos;
  const rows = [...ranges, undefined].map((range) => {
    const id = randomUUID();
    const row = {
      id,
      prev_id: prev?.segment ?? null,
      prev_hi: prev?.seq ?? null,
      src_id: range?.src ?? id,
      lo: range?.lo ?? 1,
      hi: range?.hi ?? null,
      base_pos: pos,
    };
    if (range) {
      prev = { segment: id, seq: range.hi };
      pos += range.hi - range.lo + 1;
    }
    return row;
  });
  await query(
    `insert into segment (id, chat_id, prev_id, prev_hi, src_id, lo, hi, base_pos)
     select r.id, b.chat_id, r.prev_id, r.prev_hi, r.src_id, r.lo, r.hi, r.base_pos
     from branch b, jsonb_to_recordset($2::text::jsonb)
       r(id uuid, prev_id uuid, prev_hi bigint, src_id uuid, lo bigint, hi bigint, base_pos bigint)
     where b.id = $1::uuid`,
    [of.id, JSON.stringify(rows)],
  );
  return { segment: rows.at(-1)?.id ?? "", seq: 0, pos };
}
