import { randomUUID } from "node:crypto";
import type { Merge, Merged, Refused } from "../core/branches.ts";
import type { BranchId } from "../core/ids.ts";
import { type Line, lockLines, readLine } from "./chain.ts";
import type { Database, Query } from "./database.ts";
import { keepReplaced, writeMove } from "./moves.ts";
import { after, type Range, sizeOf, without } from "./ranges.ts";
import { lastShared } from "./shared-past.ts";
import { growFrom, type Head } from "./splice.ts";

/** See `BranchStore.merge`. Both rows are locked while it reads and writes, so nothing comes between. */
export async function merge(db: Database, wanted: Merge): Promise<Merged | Refused> {
  return db.transaction(async (query) => {
    await lockLines(query, wanted.chat, [wanted.source, wanted.target]);
    const [done] = await query(
      `select m.added::float8, k.title as kept, d.text as digest from branch_move m left join branch k on k.id = m.kept
       left join message d on d.job_id = m.id and d.seg_id = m.new_seg where m.id = $1::uuid`,
      [wanted.id],
    );
    if (done) return merged(Number(done.added), textOr(done.kept), textOr(done.digest));
    const both = await bothLines(query, wanted);
    if ("kind" in both) return both;
    if (wanted.how.kind === "append") return append(query, wanted, both, wanted.how.along);
    if (wanted.how.kind === "replace") return replace(query, wanted, both, wanted.how.keepAs);
    return digest(query, wanted, both, wanted.how);
  });
}

export interface Both {
  source: Line;
  target: Line;
}

/** The two branches of a merge, unless it makes no sense. */
export async function bothLines(
  query: Query,
  { chat, source, target }: Pick<Merge, "chat" | "source" | "target">,
): Promise<Both | Refused> {
  if (source === target) return { kind: "refused", why: "itself" };
  const lines = { source: await readLine(query, chat, source), target: await readLine(query, chat, target) };
  if (!lines.source || !lines.target) return { kind: "refused", why: "gone" };
  const { audience } = lines.source;
  if (audience !== null && audience !== lines.target.audience) return { kind: "refused", why: "private" };
  if (await grewOutOf(query, target, source)) return { kind: "refused", why: "ancestor" };
  return { source: lines.source, target: lines.target };
}

async function grewOutOf(query: Query, child: BranchId, ancestor: BranchId): Promise<boolean> {
  const [row] = await query(
    `with recursive up as (
       select parent_id from branch where id = $1::uuid
       union select b.parent_id from up join branch b on b.id = up.parent_id
     )
     select 1 from up where parent_id = $2::uuid`,
    [child, ancestor],
  );
  return row !== undefined;
}

async function append(query: Query, wanted: Merge, both: Both, along: boolean): Promise<Merged> {
  const { source, target } = both;
  const ranges = without(along ? source.path : after(source.path, source.fork), target.path);
  if (ranges.length === 0) return { kind: "nothing" };
  const head = await growFrom(query, target, target, ranges);
  await writeMove(
    query,
    wanted,
    both,
    head,
    { fork: target.fork, forkPos: target.forkPos },
    {
      added: sizeOf(ranges),
    },
  );
  return merged(sizeOf(ranges), undefined);
}

async function replace(query: Query, wanted: Merge, both: Both, keepAs: string): Promise<Merged> {
  const { source, target } = both;
  const lost = without(target.path, source.path);
  const gained = without(source.path, target.path);
  if (lost.length === 0 && gained.length === 0) return { kind: "nothing" };
  // questions that still wait for their answer here go along, or nobody would know what was asked
  const waiting = without(await waitingQuestions(query, target.id), source.path);
  const path = [...source.path, ...waiting];
  const head = await growFrom(query, source, target, waiting);
  const keeps = without(lost, waiting).length > 0;
  const kept = keeps ? await keepReplaced(query, wanted, target, path, keepAs) : undefined;
  const left = target.fork && without([{ ...target.fork, lo: target.fork.seq, hi: target.fork.seq }], path);
  const mark = left && left.length > 0 ? lastShared(path, target.path) : undefined;
  const fork =
    left && left.length > 0
      ? { fork: mark && { src: mark.src, seq: mark.seq }, forkPos: mark?.pos ?? 0 }
      : { fork: target.fork, forkPos: positionOf(path, target) };
  await writeMove(query, wanted, both, head, fork, { added: sizeOf(gained), kept: kept?.id });
  return merged(sizeOf(gained), kept?.title);
}

function positionOf(path: readonly Range[], { fork }: Line): number {
  return fork ? sizeOf(path) - sizeOf(after(path, fork)) : 0;
}

async function digest(
  query: Query,
  wanted: Merge,
  both: Both,
  told: Merge["how"] & { kind: "digest" },
): Promise<Merged> {
  const head = await growFrom(query, both.target, both.target, []);
  await query(
    `insert into message (id, chat_id, seg_id, seq, role, author_id, author_name, text, tokens, note, job_id, created_at)
     values ($1::uuid, $2::uuid, $3::uuid, 1, 'parley', 'parley', 'Parley', $4, $5::int, $6, $7::uuid, to_timestamp($8::float8 / 1000))`,
    [
      randomUUID(),
      wanted.chat,
      head.segment,
      told.text,
      told.tokens,
      `what was said in the branch "${both.source.title}", in short; asked for by ${wanted.by.name}`,
      wanted.id,
      told.at,
    ],
  );
  const one: Head = { segment: head.segment, seq: 1, pos: head.pos + 1 };
  const { fork, forkPos } = both.target;
  await writeMove(query, wanted, both, one, { fork, forkPos }, { added: 1 });
  return merged(1, undefined, told.text);
}

async function waitingQuestions(query: Query, lane: BranchId): Promise<Range[]> {
  const rows = await query(
    `select m.seg_id, m.seq::float8 from job j join message m on m.id = j.message_id
     where j.lane = $1::uuid and j.state = 'queued' order by j.seq`,
    [lane],
  );
  return rows.map((row) => ({ src: String(row.seg_id), lo: Number(row.seq), hi: Number(row.seq) }));
}

function merged(added: number, kept: string | undefined, told?: string): Merged {
  return { kind: "merged", added, kept, digest: told };
}

function textOr(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
