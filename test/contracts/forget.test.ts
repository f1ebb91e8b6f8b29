import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Job } from "../../src/core/job.ts";
import type { Arrived, Store, TranscriptMessage } from "../../src/core/store.ts";
import { tracesOf } from "../store/traces.ts";
import { arrival, claim, inboundMessage, place } from "../support/messages.ts";
import { type StoreKind, storeKinds } from "../support/stores.ts";

for (const kind of storeKinds()) describe(`forgetting in a store on ${kind.name}`, () => suite(kind));

const canary = "canary-5150";

function running(arrived: Arrived): Job {
  assert.equal(arrived.kind, "running");
  return (arrived as Arrived & { kind: "running" }).job;
}

async function ask(store: Store, text: string, over: Parameters<typeof arrival>[1] = {}) {
  const message = inboundMessage(text);
  return { message, job: running(await store.messages.arrive(arrival(message, over), claim)) };
}

async function answer(store: Store, job: Job, text: string) {
  const sent = { part: 0, platformId: `answer-${job.id}`, place };
  const end = { outcome: "answered", answer: { text, tokens: 5, at: 1 }, sent: [sent] } as const;
  await store.jobs.finish(job, end, claim);
  return sent.platformId;
}

async function seenAt(store: Store, job: Job, text: string): Promise<TranscriptMessage["seen"]> {
  const found = (await store.transcript.path(job, 50)).messages.find((m) => m.text === text);
  assert.ok(found);
  return found.seen;
}

function suite(kind: StoreKind) {
  test("A65 a deleted message leaves no trace: not in summaries, notes, names, or an edit that waited for it", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const early = inboundMessage(`early ${canary}`);
    await t.store.messages.edit(place, early.id, `edited ${canary}`, 1, early.at + 1, true);
    await t.store.messages.arrive(arrival(early, { work: undefined }), claim);
    const asked = await ask(t.store, `about ${canary}`, { answerIn: "thread" });
    const answered = await answer(t.store, asked.job, `it is ${canary}`);
    const later = await ask(t.store, "later");
    const end = await seenAt(t.store, later.job, "later");
    await t.store.transcript.summarise(end, { text: `they spoke of ${canary}`, tokens: 4 }, 0);
    assert.deepEqual(await tracesOf(t.query, canary), [
      "branch.title",
      "message.note",
      "message.text",
      "platform_message.parked_text",
      "summary.text",
    ]);
    await t.store.messages.remove(place, answered);
    assert.ok(!(await tracesOf(t.query, canary)).includes("message.note"));
    await t.store.messages.remove(place, asked.message.id);
    await t.store.messages.remove(place, early.id);
    assert.deepEqual(await tracesOf(t.query, canary), []);
    const branches = await t.store.branches.list(later.job.chat);
    assert.deepEqual(
      branches.map((b) => b.name),
      ["main", "conversation"],
    );
  });

  test("A65 only summaries that cover the message go, one in the making among them; an edit is no different", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const first = await ask(t.store, "first");
    await answer(t.store, first.job, "a1");
    const second = await ask(t.store, "second");
    await answer(t.store, second.job, "a2");
    const third = await ask(t.store, "third");
    const path = () => t.store.transcript.path(third.job, 50);
    const { revision } = await path();
    const upToFirst = await seenAt(t.store, third.job, "a1");
    const upToSecond = await seenAt(t.store, third.job, "a2");
    await t.store.transcript.summarise(upToFirst, { text: "of one", tokens: 1 }, revision);
    await t.store.transcript.summarise(upToSecond, { text: "of two", tokens: 1 }, revision);
    await t.store.messages.edit(place, second.message.id, "second, changed", 2, Date.now(), true);
    assert.equal((await path()).summary?.text, "of one");
    await t.store.transcript.summarise(upToSecond, { text: "of two, before", tokens: 1 }, revision);
    assert.equal((await path()).summary?.text, "of one");
    await t.store.transcript.summarise(upToSecond, { text: "again", tokens: 1 }, (await path()).revision);
    assert.equal((await path()).summary?.text, "again");
    await t.store.messages.remove(place, first.message.id);
    assert.equal((await path()).summary, undefined);
  });

  test("A65 a summary made in a branch goes when what it saw of its parent is deleted", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const before = await ask(t.store, "before the fork");
    await answer(t.store, before.job, "a");
    const forks = await ask(t.store, "root", { answerIn: "thread" });
    const end = await seenAt(t.store, forks.job, "root");
    await t.store.transcript.summarise(end, { text: "in short", tokens: 1 }, 0);
    assert.equal((await t.store.transcript.path(forks.job, 50)).summary?.text, "in short");
    await t.store.messages.remove(place, before.message.id);
    assert.equal((await t.store.transcript.path(forks.job, 50)).summary, undefined);
  });
}
