import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ChatSettings } from "../core/chat.ts";
import type { FileRef, Place } from "../core/inbound.ts";
import type { Checkpoint, JobInput, JobKind, JobState, Outcome } from "../core/job.ts";
import type { Role } from "../core/rights.ts";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const count = (name: string) => bigint(name, { mode: "number" });

/** One channel or DM. `workspace_id` is the tenant; it is part of every key that comes from outside. */
export const chat = pgTable(
  "chat",
  {
    id: uuid().primaryKey(),
    workspaceId: text("workspace_id").notNull(),
    channel: text().notNull(),
    kind: text().$type<"channel" | "dm">().notNull(),
    settings: jsonb().$type<ChatSettings>().notNull().default({}),
    /** The branch that the channel itself goes on with; `main` unless someone switched. */
    currentBranch: uuid("current_branch").notNull(),
    /** Since when it is a shared chat; null while only what is addressed to Parley is kept. */
    sharedAt: at("shared_at"),
    /** Counts edits and deletions: a summary made of what was said before one of them is not kept after it. */
    revision: integer().notNull().default(0),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [unique("chat_place").on(t.workspaceId, t.channel)],
);

/**
 * A range of a log. A branch's path is the chain of segments behind its head: this one, before it
 * `prev_id` up to its message `prev_hi`, and so on. An own segment is a log that grows (`src_id` is itself,
 * `hi` null); a splice shows the closed range `lo..hi` of another log. Forks, merges and undo write
 * segments and pointers and never copy a message.
 */
export const segment = pgTable(
  "segment",
  {
    id: uuid().primaryKey(),
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chat.id, { onDelete: "cascade" }),
    prevId: uuid("prev_id").references((): AnyPgColumn => segment.id),
    prevHi: count("prev_hi"),
    srcId: uuid("src_id").notNull(),
    lo: count("lo").notNull().default(1),
    hi: count("hi"),
    /** Messages on the path before this segment. */
    basePos: count("base_pos").notNull(),
  },
  (t) => [
    index("segment_chat").on(t.chatId),
    check("segment_prev", sql`(${t.prevId} is null) = (${t.prevHi} is null)`),
    check("segment_own", sql`(${t.srcId} = ${t.id}) = (${t.hi} is null)`),
    check("segment_own_starts_at_one", sql`${t.srcId} <> ${t.id} or ${t.lo} = 1`),
    check("segment_range", sql`${t.hi} >= ${t.lo}`),
  ],
);

/**
 * One line of conversation. `thread` is empty for `main`, which stands in the channel itself, and null for a branch
 * that has none: what was kept of a branch that another one replaced, or one in a place without threads.
 * `opening`: the fork is made, its thread not yet; nobody sees the branch until it is.
 */
export const branch = pgTable(
  "branch",
  {
    id: uuid().primaryKey(),
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chat.id, { onDelete: "cascade" }),
    parentId: uuid("parent_id"),
    thread: text(),
    title: text().notNull(),
    state: text().$type<"opening" | "open" | "merged" | "deleted">().notNull().default("open"),
    /** The private thread whose members alone may read it; null: whoever reads the channel. */
    audience: text(),
    /** Who made it; null for `main` and for threads opened by hand. */
    authorId: text("author_id"),
    authorName: text("author_name"),
    /** Home position of the fork message, whichever segment it was seen through. */
    forkSeg: uuid("fork_seg"),
    forkSeq: count("fork_seq"),
    forkPos: count("fork_pos").notNull().default(0),
    /** Always an own segment of this branch. */
    headSeg: uuid("head_seg").notNull(),
    headSeq: count("head_seq").notNull().default(0),
    headPos: count("head_pos").notNull().default(0),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("branch_head").on(t.headSeg),
    uniqueIndex("branch_thread").on(t.chatId, t.thread),
    // among those for the same readers: what is taken where one can't look is none of one's business
    uniqueIndex("branch_title")
      .on(t.chatId, sql`coalesce(${t.audience}, '')`, sql`lower(${t.title})`)
      .where(sql`${t.state} <> 'deleted'`),
    index("branch_parent").on(t.parentId),
  ],
);

/**
 * What was done to a branch's head other than by messages: by whom, from what, and the head and fork point before,
 * to which `undo` goes back. Its id is the job's that asked for it, so a second attempt finds the first one's.
 */
export const branchMove = pgTable(
  "branch_move",
  {
    id: uuid().primaryKey(),
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chat.id, { onDelete: "cascade" }),
    kind: text().$type<"append" | "replace" | "digest" | "undo">().notNull(),
    target: uuid().notNull(),
    /** The branch that was merged; for an undo, that of the move taken back. */
    source: uuid().notNull(),
    /** How far the source went at that time. */
    srcSeg: uuid("src_seg").notNull(),
    srcSeq: count("src_seq").notNull(),
    oldSeg: uuid("old_seg").notNull(),
    oldSeq: count("old_seq").notNull(),
    oldPos: count("old_pos").notNull(),
    oldForkSeg: uuid("old_fork_seg"),
    oldForkSeq: count("old_fork_seq"),
    oldForkPos: count("old_fork_pos").notNull(),
    /** The head it made. While the target still stands there, nothing depends on the move. */
    newSeg: uuid("new_seg").notNull(),
    newSeq: count("new_seq").notNull(),
    /** Messages the target's path gained. */
    added: count("added").notNull(),
    /** The branch that keeps what the target had, when it was replaced. */
    kept: uuid(),
    /** The move that this one took back. */
    undoes: uuid().unique("branch_move_undoes"),
    byId: text("by_id").notNull(),
    byName: text("by_name").notNull(),
    at: at("at").notNull().defaultNow(),
  },
  (t) => [
    index("branch_move_chat").on(t.chatId),
    index("branch_move_target").on(t.target, t.at),
    index("branch_move_source").on(t.source),
  ],
);

/** Who belongs to a shared chat. `left_at`: what this person says is not kept any more unless addressed to Parley. */
export const participant = pgTable(
  "participant",
  {
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chat.id, { onDelete: "cascade" }),
    personId: text("person_id").notNull(),
    name: text().notNull(),
    /** Null for whoever left, unless a viewer: leaving raises nobody. */
    role: text().$type<Role>(),
    joinedAt: at("joined_at").notNull().defaultNow(),
    leftAt: at("left_at"),
  },
  (t) => [
    primaryKey({ columns: [t.chatId, t.personId] }),
    uniqueIndex("participant_owner").on(t.chatId).where(sql`${t.role} = 'owner'`),
  ],
);

/** Bound to one person, answered once, until it expires. Its id is the job's that made it: 122 random bits. */
export const invitation = pgTable(
  "invitation",
  {
    id: uuid().primaryKey(),
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chat.id, { onDelete: "cascade" }),
    inviterId: text("inviter_id").notNull(),
    inviterName: text("inviter_name").notNull(),
    personId: text("person_id").notNull(),
    personName: text("person_name").notNull(),
    role: text().$type<Role>().notNull(),
    /** Where the invited person is brought in to. */
    place: jsonb().$type<Place>().notNull(),
    state: text().$type<"pending" | "accepted" | "declined" | "revoked">().notNull().default("pending"),
    /** The job of the press that answered it, which may try again. */
    answeredBy: uuid("answered_by"),
    expiresAt: at("expires_at").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [index("invitation_chat").on(t.chatId, t.personId)],
);

/** One contribution. `note` is a line shown with it in contexts, such as where it was answered. */
export const message = pgTable(
  "message",
  {
    id: uuid().primaryKey(),
    chatId: uuid("chat_id").notNull(),
    segId: uuid("seg_id")
      .notNull()
      .references(() => segment.id, { onDelete: "cascade" }),
    seq: count("seq").notNull(),
    role: text().$type<"person" | "parley" | "marker">().notNull(),
    authorId: text("author_id").notNull(),
    authorName: text("author_name").notNull(),
    text: text().notNull(),
    files: jsonb().$type<readonly FileRef[]>(),
    /** Estimated tokens of `text`. */
    tokens: integer().notNull(),
    note: text(),
    /** The job whose answer this is. */
    jobId: uuid("job_id"),
    /** The answer that took this one's place, when it was regenerated. */
    supersededBy: uuid("superseded_by"),
    editedAt: at("edited_at"),
    deletedAt: at("deleted_at"),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    unique("message_place").on(t.segId, t.seq),
    index("message_job").on(t.jobId).where(sql`${t.jobId} is not null`),
  ],
);

/**
 * What stands on the platform: people's messages and Parley's own. The key identifies an event for people,
 * so its insert is what makes accepting idempotent. A row without message and job is parked: its edit or
 * deletion arrived before the message itself.
 */
export const platformMessage = pgTable(
  "platform_message",
  {
    workspaceId: text("workspace_id").notNull(),
    channel: text().notNull(),
    platformId: text("platform_id").notNull(),
    messageId: uuid("message_id"),
    /** For Parley's own: the job it answers, and which of its messages it is. */
    jobId: uuid("job_id"),
    part: integer().notNull().default(0),
    parkedText: text("parked_text"),
    parkedAt: at("parked_at"),
    deleted: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.channel, t.platformId] }),
    index("platform_message_message").on(t.messageId),
    index("platform_message_part").on(t.jobId, t.part).where(sql`${t.jobId} is not null`),
  ],
);

/**
 * Durable work in a lane: a turn, or a command that waits its turn. The row is the queue entry and the lease:
 * `running` with a `lease_until` in the past belongs to whoever takes it over, and `attempt` fences off the former owner.
 */
export const job = pgTable(
  "job",
  {
    id: uuid().primaryKey(),
    /** What identifies the event that asked for it; null where `platform_message` already does. */
    key: text().unique("job_key"),
    workspaceId: text("workspace_id").notNull(),
    chatId: uuid("chat_id")
      .notNull()
      .references(() => chat.id, { onDelete: "cascade" }),
    /** The branch whose order it keeps. */
    lane: uuid().notNull(),
    seq: bigserial({ mode: "number" }).notNull(),
    kind: text().$type<JobKind>().notNull(),
    input: jsonb().$type<JobInput>().notNull(),
    /** The question. */
    messageId: uuid("message_id"),
    state: text().$type<JobState>().notNull(),
    outcome: text().$type<Outcome>(),
    attempt: integer().notNull().default(0),
    owner: uuid(),
    leaseUntil: at("lease_until"),
    /** Something of it may already be visible although no attempt has run: "2 ahead". */
    announced: boolean().notNull().default(false),
    checkpoint: jsonb().$type<Checkpoint>(),
    cancelRequestedAt: at("cancel_requested_at"),
    createdAt: at("created_at").notNull().defaultNow(),
    finishedAt: at("finished_at"),
  },
  (t) => [
    uniqueIndex("job_running").on(t.lane).where(sql`${t.state} = 'running'`),
    index("job_queued").on(t.lane, t.seq).where(sql`${t.state} = 'queued'`),
    index("job_lease").on(t.leaseUntil).where(sql`${t.state} = 'running'`),
    index("job_message").on(t.messageId),
  ],
);

/**
 * What a conversation said up to and including a message, keyed by the segment through which the message was seen:
 * what lies before it on that segment never changes, while the same message merged elsewhere has another past.
 */
export const summary = pgTable(
  "summary",
  {
    segId: uuid("seg_id")
      .notNull()
      .references(() => segment.id, { onDelete: "cascade" }),
    seq: count("seq").notNull(),
    text: text().notNull(),
    tokens: integer().notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.segId, t.seq] })],
);

/** Until when this installation was listening, per platform: where catching up begins. */
export const heard = pgTable("heard", {
  platform: text().primaryKey(),
  until: at("until").notNull(),
});

/** What model calls took, for `/usage` and budgets. */
export const usage = pgTable(
  "usage",
  {
    id: uuid().primaryKey(),
    workspaceId: text("workspace_id").notNull(),
    chatId: uuid("chat_id").notNull(),
    jobId: uuid("job_id").notNull(),
    personId: text("person_id").notNull(),
    model: text().notNull(),
    inputTokens: integer("input_tokens").notNull(),
    outputTokens: integer("output_tokens").notNull(),
    /** Null where no price is known. */
    costNanoUsd: count("cost_nano_usd"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [index("usage_chat").on(t.workspaceId, t.chatId, t.createdAt)],
);
