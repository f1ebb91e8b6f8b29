import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { env } from "node:process";
import { test } from "node:test";
import postgres from "postgres";
import { branchId, jobId, workspaceId } from "../../src/core/ids.ts";
import type { CommandInput, Job } from "../../src/core/job.ts";
import type { Arrived, Store } from "../../src/core/store.ts";
import { freeTitle } from "../../src/store/free-title.ts";
import { storeOn } from "../../src/store/open.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { arrival, claim, inboundMessage, place as usual } from "../support/messages.ts";
import { freshDatabase } from "../support/stores.ts";
import { fillManyChats } from "./many-chats.ts";
import { notingDatabase, scanned } from "./plans.ts";

const url = env.TEST_DATABASE_URL;
const place = { ...usual, workspace: workspaceId("discord", "1"), channel: "c7" };
const ada = { id: "7", name: "Ada" };

test("STORE-PLANS no statement on the way of an event, a job or a branch reads a table from end to end", {
  skip: url ? false : "needs TEST_DATABASE_URL",
}, async () => {
  await using database = await freshDatabase(url ?? "");
  const real = await openDatabase({ kind: "postgres", url: database.url, prepare: true, connections: 2 });
  await using unwind = new AsyncDisposableStack();
  unwind.defer(() => real.close());
  const plain = unwind.adopt(postgres(database.url, { max: 1, onnotice: () => {} }), (sql) => sql.end());
  await fillManyChats(real);
  const { db, noted } = notingDatabase(real);
  await useEverything(storeOn(db));
  await plain.unsafe("analyze");
  const large = new Set(["job", "message", "platform_message", "segment", "branch", "chat"]);
  const bad: string[] = [];
  for (const [text, params] of noted) {
    for (const table of await scanned(plain, text, params))
      if (large.has(table)) bad.push(`${table}: ${text}`);
  }
  assert.deepEqual(bad, []);
  assert.ok(noted.size > 30, `${noted.size} statements`);
});

test("STORE-PLANS a name is looked up by itself, however many branches a chat has", {
  skip: url ? false : "needs TEST_DATABASE_URL",
}, async () => {
  await using database = await freshDatabase(url ?? "");
  await using unwind = new AsyncDisposableStack();
  const plain = unwind.adopt(postgres(database.url, { max: 1, onnotice: () => {} }), (sql) => sql.end());
  const chat = randomUUID();
  await plain.unsafe(`
    insert into chat (id, workspace_id, channel, kind, current_branch) values ('${chat}', 'discord/1', 'c', 'channel', '${chat}');
    insert into branch (id, chat_id, thread, title, fork_pos, head_seg, head_seq, head_pos)
    select gen_random_uuid(), '${chat}', i::text, 'branch ' || i, 0, gen_random_uuid(), 0, 0 from generate_series(1, 1000) i;
    analyze branch`);
  const free = freeTitle("c.id", "null", "'new'", "c.id");
  const rows = await plain.unsafe(`explain select ${free} from chat c`);
  const plan = rows.map((row) => String(row["QUERY PLAN"])).join("\n");
  assert.match(plan, /Index Cond: .*lower\(title\) = lower\(free\.name\)/, plan);
});

function running(arrived: Arrived): Job {
  assert.ok(arrived.kind === "running", arrived.kind);
  return arrived.job;
}

/** Whatever Parley asks a store for while people talk, use commands and branch; each call at least once. */
async function useEverything(store: Store): Promise<void> {
  const found = await store.chats.find(place);
  assert.ok(found);
  const { chat, branch: main } = found;
  const asked = inboundMessage("one", { place });
  const first = running(await store.messages.arrive(arrival(asked), claim));
  const second = await store.messages.arrive(arrival(inboundMessage("two", { place })), claim);
  assert.ok(second.kind === "queued");
  await store.messages.arrive(arrival(inboundMessage("three", { place }), { work: undefined }), claim);
  const sent = [{ part: 0, platformId: "a1", place }];
  await store.messages.known([{ place, id: asked.id }]);
  await store.jobs.announce(second.job);
  await store.jobs.stands(second.job, { part: 0, platformId: "a2", place });
  await store.jobs.queue(main);
  await useImages(store, first, asked.id);
  await store.transcript.path(first, 20);
  await store.jobs.checkpoint(first, { text: "so" }, sent);
  await store.jobs.sent(first.id);
  await store.jobs.beat(claim.owner, 10_000);
  await store.jobs.cancelled(claim.owner);
  await store.jobs.questionGone(first);
  await store.jobs.find(first.id, place);
  await store.jobs.cancel({ job: first.id });
  await store.jobs.cancel({ lane: main });
  await store.jobs.cancel({ chat, person: ada.id });
  const answer = { text: "answered", tokens: 1, at: 1 };
  const { next } = await store.jobs.finish(first, { outcome: "answered", answer, sent }, claim);
  assert.ok(next);
  await store.jobs.release(next, 0);
  const [again] = await store.jobs.takeOver(claim.owner, 10_000, 5, []);
  assert.ok(again);
  await store.jobs.finish(again, { outcome: "answered", answer, sent: [] }, claim);
  const forking = inboundMessage("in a thread", { place });
  const forked = running(await store.messages.arrive(arrival(forking, { answerIn: "thread" }), claim));
  await store.transcript.path(forked, 20);
  await store.jobs.finish(forked, { outcome: "answered", answer, sent: [] }, claim);
  await store.messages.edit(place, asked.id, "one, changed", 2, Date.now(), true);
  await useCommand(store, found);

  const located = await store.branches.locate(place, asked.id, main);
  assert.ok(located);
  const side = await forkFrom(store, { chat, from: main, at: located.message, name: "side" });
  const other = await forkFrom(store, { chat, from: main, name: "other" });
  const inSide = inboundMessage("aside", { place: { ...place, thread: "thread of side" } });
  await store.messages.arrive(arrival(inSide, { work: undefined }), claim);
  await store.branches.list(chat);
  await store.branches.lastSaid(side);
  const sides = { chat, source: side, target: main };
  await store.branches.preview(sides);
  await store.branches.unmerged(sides);
  const merge = {
    ...sides,
    id: jobId(randomUUID()),
    by: ada,
    how: { kind: "append", along: false },
  } as const;
  assert.equal((await store.branches.merge(merge)).kind, "merged");
  const undo = { id: jobId(randomUUID()), move: merge.id, by: ada };
  assert.equal((await store.branches.undo(undo)).kind, "undone");
  const replace = { ...merge, id: jobId(randomUUID()), how: { kind: "replace", keepAs: "before" } } as const;
  assert.equal((await store.branches.merge(replace)).kind, "merged");
  const before = { chat, from: main, before: replace.id, name: "main before side", numbered: true, by: ada };
  assert.equal((await store.branches.fork({ ...before, id: branchId(randomUUID()) })).kind, "forked");
  await store.branches.spent(chat);
  await store.branches.switchTo(other);
  await store.branches.rename(side, "aside");
  await store.branches.remove(side);
  await store.messages.remove(place, asked.id);
}

async function useCommand(
  store: Store,
  conversation: NonNullable<Awaited<ReturnType<Store["chats"]["find"]>>>,
) {
  const reply = { platform: place.platform, id: "1", token: "", issuedAt: 0 };
  const command = { place, person: ada, name: "help", options: {}, reply, at: 0 };
  const input: CommandInput = { kind: "command", command };
  const job = running(await store.jobs.enqueue({ key: randomUUID(), conversation, input }, claim));
  await store.chats.settings(conversation.chat);
  await store.chats.change(conversation.chat, { model: "demo" });
  await store.chats.startAfresh(conversation.branch, ada, 1);
  await store.jobs.finish(job, { outcome: "answered", sent: [] }, claim);
}

async function forkFrom(
  store: Store,
  from: Pick<Parameters<Store["branches"]["fork"]>[0], "chat" | "from" | "at" | "name">,
) {
  const id = branchId(randomUUID());
  const made = await store.branches.fork({ ...from, id, numbered: false, by: ada });
  assert.equal(made.kind, "forked");
  return store.branches.opened(id, `thread of ${from.name}`);
}

async function useImages({ images }: Store, job: Job, asked: string): Promise<void> {
  const file = { id: "f", name: "f.png", mime: "image/png", sizeBytes: 1, url: "" };
  assert.equal(await images.last(job.lane), undefined);
  assert.equal(await images.of(place, asked), undefined);
  assert.deepEqual(await images.madeBy(job.id), []);
  assert.ok(job.message);
  await images.see({ message: job.message, file }, "a square");
}
