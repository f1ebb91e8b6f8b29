import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, test } from "node:test";
import type { BranchId } from "../../src/core/ids.ts";
import { branchId, jobId } from "../../src/core/ids.ts";
import type { Job } from "../../src/core/job.ts";
import type { Store } from "../../src/core/store.ts";
import { readPath } from "../store/read-path.ts";
import { arrival, claim, inboundMessage, place } from "../support/messages.ts";
import { type StoreKind, storeKinds } from "../support/stores.ts";

for (const kind of storeKinds()) describe(`branches of a store on ${kind.name}`, () => suite(kind));

const by = { id: "7", name: "Ada" };

async function opened(store: Store) {
  await store.chats.open(place);
  const found = await store.chats.find(place);
  assert.ok(found);
  return { chat: found.chat, main: found.branch };
}

async function say(store: Store, text: string, thread?: string) {
  const message = inboundMessage(text, thread ? { place: { ...place, thread } } : {});
  await store.messages.arrive(arrival(message, { work: undefined }), claim);
  return message.id;
}

async function forkOf(store: Store, from: BranchId, name: string, thread: string | undefined) {
  const { chat } = await opened(store);
  const id = branchId(randomUUID());
  const made = await store.branches.fork({ id, chat, from, name, numbered: false, by });
  assert.equal(made.kind, "forked");
  return store.branches.opened(id, thread);
}

async function pathOf(store: Store, branch: BranchId, running?: Job) {
  if (running) return store.transcript.path(running, 50);
  const { chat } = await opened(store);
  return readPath(store, { workspace: place.workspace, chat, branch }, 50);
}

async function texts(store: Store, branch: BranchId, running?: Job) {
  return (await pathOf(store, branch, running)).messages.map((m) => m.text).reverse();
}

function suite(kind: StoreKind) {
  test("BRANCH-OPEN a fork is unseen until its thread is there, and forking again finds it", async () => {
    await using t = await kind.make();
    const { chat, main } = await opened(t.store);
    await say(t.store, "before");
    const fork = { id: branchId(randomUUID()), chat, from: main, name: "idea", numbered: false, by };
    const made = await t.store.branches.fork(fork);
    assert.deepEqual(made, {
      kind: "forked",
      name: "idea",
      opening: true,
      thread: undefined,
      isPrivate: false,
    });
    await say(t.store, "after the fork");
    assert.deepEqual(await t.store.branches.fork(fork), made);
    assert.equal((await t.store.branches.list(chat)).length, 1);
    await t.store.branches.opened(fork.id, "500");
    assert.deepEqual(await t.store.branches.fork(fork), { ...made, opening: false, thread: "500" });
    const listed = (await t.store.branches.list(chat))[1];
    assert.deepEqual([listed?.name, listed?.author, listed?.messages], ["idea", by, 0]);
    assert.deepEqual(await texts(t.store, fork.id), ["before"]);
    const again = { ...fork, id: branchId(randomUUID()) };
    assert.deepEqual(await t.store.branches.fork({ ...again, name: "IDEA" }), { kind: "taken" });
    const numbered = await t.store.branches.fork({ ...again, numbered: true });
    assert.equal(numbered.kind === "forked" && numbered.name, "idea (2)");
    await t.store.branches.abandon(again.id);
    assert.equal((await t.store.branches.fork({ ...again, name: "idea (2)" })).kind, "forked");
  });

  test("BRANCH-OPEN a thread adopted in the meantime keeps its branch, which takes the name", async () => {
    await using t = await kind.make();
    const { chat, main } = await opened(t.store);
    await say(t.store, "before");
    const id = branchId(randomUUID());
    await t.store.branches.fork({ id, chat, from: main, name: "idea", numbered: false, by });
    await t.store.chats.adopt({ ...place, thread: "500" }, "thread", [], false);
    const adopted = (await t.store.chats.find({ ...place, thread: "500" }))?.branch;
    assert.equal(await t.store.branches.opened(id, "500"), adopted);
    assert.deepEqual(
      (await t.store.branches.list(chat)).map((b) => b.name),
      ["main", "idea"],
    );
  });

  test("BRANCH-NAME names are unique whatever their case, main keeps its own, deleted ones free theirs", async () => {
    await using t = await kind.make();
    const { main } = await opened(t.store);
    const one = await forkOf(t.store, main, "one", "1");
    const two = await forkOf(t.store, main, "two", "2");
    assert.equal(await t.store.branches.rename(two, "One"), "taken");
    assert.equal(await t.store.branches.rename(main, "other"), "main");
    assert.equal(await t.store.branches.remove(one), "removed");
    assert.equal(await t.store.branches.rename(one, "again"), "gone");
    assert.equal(await t.store.branches.rename(two, "One"), "renamed");
  });

  test("BRANCH-DELETE children survive and hang on the grandparent; writing in the thread brings a branch back", async () => {
    await using t = await kind.make();
    const { chat, main } = await opened(t.store);
    const parent = await forkOf(t.store, main, "parent", "1");
    await say(t.store, "in parent", "1");
    const child = await forkOf(t.store, parent, "child", "2");
    await t.store.branches.switchTo(child);
    assert.equal(await t.store.branches.remove(main), "main");
    assert.equal(await t.store.branches.remove(child), "current");
    assert.equal(await t.store.branches.remove(parent), "removed");
    const deleted = (await t.store.branches.deleted(chat)).map((b) => b.name);
    assert.deepEqual(deleted, ["parent"]);
    assert.equal(await t.store.branches.switchTo(parent), "gone");
    const listed = (await t.store.branches.list(chat)).find((b) => b.id === child);
    assert.deepEqual([listed?.parent, listed?.current], [main, true]);
    assert.deepEqual(await texts(t.store, child), ["in parent"]);
    const there = { ...place, thread: "1" };
    assert.equal(await t.store.chats.find(there), undefined);
    await t.store.chats.adopt(there, "child", [], false);
    assert.equal((await t.store.chats.find(there))?.branch, parent);
    assert.deepEqual((await t.store.branches.list(chat)).map((b) => b.name).sort(), [
      "child",
      "child (2)",
      "main",
    ]);
  });

  test("BRANCH-GRAPH what answers cost is summed for each branch, and what has no price told apart", async () => {
    await using t = await kind.make();
    const { branches, jobs, messages } = t.store;
    const { chat, main } = await opened(t.store);
    const side = await forkOf(t.store, main, "side", "1");
    const answered = async (thread: string | undefined, inputTokens: number, costNanoUsd?: number) => {
      const there = thread === undefined ? place : { ...place, thread };
      const arrived = await messages.arrive(arrival(inboundMessage("what?", { place: there })), claim);
      assert.ok(arrived.kind === "running");
      const cost = costNanoUsd === undefined ? {} : { costNanoUsd };
      const usage = [{ model: "openai/demo", inputTokens, outputTokens: 1, ...cost }];
      await jobs.finish(arrived.job, { outcome: "answered", sent: [], usage }, claim);
    };
    await answered(undefined, 9, 0);
    await answered("1", 99, 3_000_000_000);
    await answered("1", 199, 4_000_000_001);
    await answered("1", 49);
    assert.deepEqual(
      await branches.spent(chat),
      new Map([
        [main, { tokens: 10, costNanoUsd: 0, unpricedTokens: 0 }],
        [side, { tokens: 350, costNanoUsd: 7_000_000_001, unpricedTokens: 50 }],
      ]),
    );
  });

  test("BRANCH-GRAPH the merges that stand, what each branch took, and what a message is about", async () => {
    await using t = await kind.make();
    const { branches, jobs, messages } = t.store;
    const { chat, main } = await opened(t.store);
    await say(t.store, "the start");
    const side = await forkOf(t.store, main, "side", "1");
    assert.equal(await branches.topic(side), "the start");
    const asked = inboundMessage("what is it?", { place: { ...place, thread: "1" } });
    const arrived = await messages.arrive(arrival(asked), claim);
    assert.ok(arrived.kind === "running");
    // asked before the answer stood, so it stands before the answer
    await say(t.store, "and that?", "1");
    await jobs.finish(
      arrived.job,
      {
        outcome: "answered",
        answer: { text: "it is teal", tokens: 3, at: asked.at + 1 },
        sent: [{ part: 0, platformId: "900", place: { ...place, thread: "1" } }],
        usage: [
          { model: "openai/demo", inputTokens: 1_000, outputTokens: 200 },
          { model: "anthropic/demo", inputTokens: 20, outputTokens: 14 },
        ],
      },
      claim,
    );
    const unpriced = { tokens: 1_234, costNanoUsd: 0, unpricedTokens: 1_234 };
    assert.deepEqual([...(await branches.spent(chat))], [[side, unpriced]]);
    const answer = await branches.locate(place, "900", side);
    assert.ok(answer);
    assert.equal(await branches.topic(side, answer.message), "what is it?");
    assert.equal(await branches.topic(side), "and that?");
    const how = { kind: "append", along: false } as const;
    const move = { id: jobId(randomUUID()), chat, source: side, target: main, by, how };
    assert.equal((await branches.merge(move)).kind, "merged");
    assert.deepEqual(
      (await branches.merges(chat)).map((m) => [m.source, m.target]),
      [[side, main]],
    );
    await branches.undo({ id: jobId(randomUUID()), move: move.id, by });
    assert.deepEqual(await branches.merges(chat), []);
  });

  test("BRANCH-MERGE a replaced branch's waiting questions go along with it", async () => {
    await using t = await kind.make();
    const { chat, main } = await opened(t.store);
    const side = await forkOf(t.store, main, "side", "1");
    await say(t.store, "in side", "1");
    await say(t.store, "in main");
    const arrived = await t.store.messages.arrive(arrival(inboundMessage("under way")), claim);
    assert.ok(arrived.kind === "running");
    const { job } = arrived;
    await t.store.messages.arrive(arrival(inboundMessage("waits")), claim);
    const how = { kind: "replace", keepAs: "main before" } as const;
    const wanted = { id: jobId(randomUUID()), chat, source: side, target: main, by, how };
    assert.deepEqual(await t.store.branches.preview(wanted), {
      kind: "preview",
      own: {
        count: 1,
        authors: [{ name: "Ada", count: 1 }],
        first: { author: "Ada", text: "in side" },
        last: { author: "Ada", text: "in side" },
      },
      before: 0,
    });
    assert.deepEqual(await t.store.branches.merge(wanted), {
      kind: "merged",
      added: 1,
      kept: "main before",
      digest: undefined,
    });
    assert.deepEqual(await texts(t.store, main, job), ["in side", "waits"]);
    const kept = (await t.store.branches.list(chat)).find((b) => b.name === "main before");
    assert.ok(kept);
    assert.deepEqual(await texts(t.store, kept.id), ["in main", "under way", "waits"]);
    const undo = { id: jobId(randomUUID()), move: wanted.id, by };
    const told = { source: wanted.source, target: wanted.target, how: "replace", added: 1, by: by.name };
    const undone = { kind: "undone", ...told };
    assert.deepEqual(await t.store.branches.undo(undo), undone);
    assert.deepEqual(await t.store.branches.undo(undo), undone, "told again after a crash");
    const later = { ...undo, id: jobId(randomUUID()), by: { id: "U9", name: "Somebody else" } };
    assert.deepEqual(await t.store.branches.undo(later), { kind: "already", ...told });
    assert.deepEqual(await texts(t.store, main, job), ["in main", "under way", "waits"]);
  });

  test("BRANCH-SUMMARY a summary made in a branch does not hide what stands before its messages elsewhere", async () => {
    await using t = await kind.make();
    const { chat, main } = await opened(t.store);
    const side = await forkOf(t.store, main, "side", "1");
    for (const text of ["s1", "s2", "s3"]) await say(t.store, text, "1");
    await say(t.store, "only in main");
    const path = (branch: BranchId) => pathOf(t.store, branch);
    const end = (await path(side)).messages.find((m) => m.text === "s2")?.seen;
    assert.ok(end);
    await t.store.transcript.summarise(end, { text: "what side said", tokens: 3 }, 0);
    assert.equal((await path(side)).summary?.text, "what side said");
    const how = { kind: "append", along: false } as const;
    await t.store.branches.merge({ id: jobId(randomUUID()), chat, source: side, target: main, by, how });
    assert.equal((await path(main)).summary, undefined);
    assert.deepEqual(await texts(t.store, main), ["only in main", "s1", "s2", "s3"]);
    const merged = (await path(main)).messages.find((m) => m.text === "s2")?.seen;
    assert.ok(merged);
    await t.store.transcript.summarise(merged, { text: "what main said", tokens: 3 }, 0);
    assert.equal((await path(main)).summary?.text, "what main said");
    assert.equal((await path(side)).summary?.text, "what side said");
  });

  test("A35 BRANCH-PRIVATE what stands in a private thread stays with its members, forked, replaced or merged", async () => {
    await using t = await kind.make();
    const { chat, main } = await opened(t.store);
    const hidden = { ...place, thread: "900" };
    await t.store.chats.adopt(hidden, "hidden", [], true);
    const find = async (name: string) =>
      (await t.store.branches.list(chat)).find((b) => b.name === name) ?? assert.fail(name);
    const source = await find("hidden");
    assert.equal(source.audience, "900");
    assert.equal((await find("main")).audience, undefined);
    const child = branchId(randomUUID());
    const fork = { id: child, chat, from: source.id, name: "deeper", numbered: false, by };
    const forked = await t.store.branches.fork(fork);
    assert.ok(forked.kind === "forked" && forked.isPrivate);
    await t.store.branches.opened(child, "901");
    assert.equal((await find("deeper")).audience, "901", "its own thread, with members of its own");
    const merge = { chat, by, source: source.id, target: main, id: jobId(randomUUID()) };
    const refused = { kind: "refused", why: "private" };
    assert.deepEqual(await t.store.branches.preview(merge), refused);
    for (const how of [
      { kind: "append", along: true },
      { kind: "replace", keepAs: "before" },
      { kind: "digest", text: "in short", tokens: 2, at: 1 },
    ] as const)
      assert.deepEqual(await t.store.branches.merge({ ...merge, how }), refused);
  });

  test("A35 BRANCH-WITHOUT what was before a merge is for its target's readers, and only where that stands", async () => {
    await using t = await kind.make();
    const { chat, main } = await opened(t.store);
    const side = await forkOf(t.store, main, "side", "500");
    await say(t.store, "said aside", "500");
    await t.store.chats.adopt({ ...place, thread: "900" }, "hidden", [], true);
    await say(t.store, "whispered", "900");
    const list = await t.store.branches.list(chat);
    const hidden = list.find((b) => b.name === "hidden")?.id ?? assert.fail();
    const [move, how] = [jobId(randomUUID()), { kind: "append", along: false } as const];
    await t.store.branches.merge({ id: move, chat, by, source: side, target: hidden, how });
    await say(t.store, "and more", "900");
    assert.deepEqual(await texts(t.store, hidden), ["whispered", "said aside", "and more"]);
    const id = branchId(randomUUID());
    const fork = { id, chat, from: hidden, before: move, name: "before", numbered: true, by };
    for (const from of [main, side])
      assert.deepEqual(await t.store.branches.fork({ ...fork, from }), { kind: "gone" }, "another's merge");
    const never = { ...fork, before: jobId(randomUUID()) };
    assert.deepEqual(await t.store.branches.fork(never), { kind: "gone" });
    const made = await t.store.branches.fork(fork);
    assert.ok(made.kind === "forked" && made.isPrivate);
    await t.store.branches.opened(id, "901");
    assert.equal((await t.store.branches.list(chat)).find((b) => b.id === id)?.audience, "901");
    assert.deepEqual(await texts(t.store, id), ["whispered"]);
    await t.store.branches.remove(hidden);
    const late = { ...fork, id: branchId(randomUUID()) };
    assert.deepEqual(await t.store.branches.fork(late), { kind: "gone" });
  });

  test("A33 BRANCH-NAME what is taken in a private thread or in another chat takes no name here", async () => {
    await using t = await kind.make();
    const { chat, main } = await opened(t.store);
    await t.store.chats.adopt({ ...place, thread: "900" }, "plan", [], true);
    const elsewhere = { ...place, channel: "11" };
    await t.store.chats.open(elsewhere);
    const other = await t.store.chats.find(elsewhere);
    assert.ok(other);
    for (const [where, numbered, named] of [
      [{ chat: other.chat, from: other.branch }, false, "plan"],
      [{ chat, from: main }, false, "plan"],
      [{ chat, from: main }, true, "plan (2)"],
    ] as const) {
      const id = branchId(randomUUID());
      const made = await t.store.branches.fork({ ...where, id, name: "plan", numbered, by });
      assert.ok(made.kind === "forked" && made.name === named, JSON.stringify(made));
    }
  });
}
