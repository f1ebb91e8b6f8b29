import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Job } from "../../src/core/job.ts";
import type { Arrival, Arrived, Store } from "../../src/core/store.ts";
import { arrival, claim, inboundMessage, place } from "../support/messages.ts";
import { type StoreKind, storeKinds } from "../support/stores.ts";

for (const kind of storeKinds()) describe(`store on ${kind.name}`, () => suite(kind));

function running(arrived: Arrived): Job {
  assert.equal(arrived.kind, "running");
  return (arrived as Arrived & { kind: "running" }).job;
}

async function answer(store: Store, job: Job, text: string) {
  const sent = [{ part: 0, platformId: `answer-${job.id}`, place }];
  return store.jobs.finish(job, { outcome: "answered", answer: { text, tokens: 5, at: 1 }, sent }, claim);
}

const texts = async (store: Store, job: Job, limit = 50) =>
  (await store.transcript.path(job, limit)).messages.map((m) => m.text).reverse();

function suite(kind: StoreKind) {
  test("STORE-ONCE a message delivered again, also many times at once, is one message and one job", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const m = inboundMessage("hello");
    const all = await Promise.all(
      Array.from({ length: 20 }, () => t.store.messages.arrive(arrival(m), claim)),
    );
    assert.equal(all.filter((a) => a.kind === "running").length, 1);
    assert.equal(all.filter((a) => a.kind === "duplicate").length, 19);
    const job = running(all.find((a) => a.kind === "running") as Arrived);
    assert.deepEqual(await texts(t.store, job), ["hello"]);
  });

  test("STORE-ALONG the path read along with a message is the one that is read afterwards", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    await answer(t.store, running(await t.store.messages.arrive(arrival(inboundMessage("q1")), claim)), "a1");
    for (const [answerIn, before] of [
      ["channel", "a1"],
      ["thread", "a2"],
    ] as const) {
      const asked = arrival(inboundMessage("q2"), { answerIn, look: 2 });
      const job = running(await t.store.messages.arrive(asked, claim));
      const along = await t.store.transcript.path(job, 2);
      assert.deepEqual(
        along.messages.map((m) => m.text),
        ["q2", before],
      );
      assert.deepEqual(await t.store.transcript.path(job, 2), along);
      await answer(t.store, job, "a2");
    }
  });

  test("STORE-ALONG nothing that was said before a message is missing behind it, however close it came", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    for (let round = 0; round < 30; round++) {
      const said = [1, 2].map((n) => arrival(inboundMessage(`${round}.${n}`), { work: undefined }));
      const asked = arrival(inboundMessage(`${round} question`));
      const [, arrived] = await Promise.all([
        t.store.messages.arrive(said[0] as Arrival, claim),
        t.store.messages.arrive(asked, claim),
        t.store.messages.arrive(said[1] as Arrival, claim),
      ]);
      const job = running(arrived);
      const along = await t.store.transcript.path(job, 64);
      const whole = await t.store.transcript.path(job, 128);
      const [newest] = along.messages;
      const behind = whole.messages.filter((m) => m.at.seq <= (newest?.at.seq ?? 0));
      assert.deepEqual(along.messages, behind.slice(0, 64));
      await answer(t.store, job, "answer");
    }
  });

  test("STORE-PLACE an unknown place is said to be unknown, and opening it twice makes one chat", async () => {
    await using t = await kind.make();
    assert.equal((await t.store.messages.arrive(arrival(inboundMessage("a")), claim)).kind, "unknown-place");
    await Promise.all([t.store.chats.open(place), t.store.chats.open(place)]);
    const found = await t.store.chats.find(place);
    assert.ok(found);
    assert.equal(await t.store.chats.find({ ...place, thread: "5" }), undefined);
  });

  test("STORE-LANE work of one lane runs one at a time in the order of arrival, whoever finishes hands on", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const first = running(await t.store.messages.arrive(arrival(inboundMessage("q1")), claim));
    const second = await t.store.messages.arrive(arrival(inboundMessage("q2")), claim);
    const third = await t.store.messages.arrive(arrival(inboundMessage("q3")), claim);
    assert.deepEqual([second.kind, third.kind], ["queued", "queued"]);
    assert.equal((second as { ahead: number }).ahead, 1);
    assert.equal((third as { ahead: number }).ahead, 2);
    assert.deepEqual(
      (await t.store.transcript.path(first, 50)).messages.filter((m) => m.pending).map((m) => m.text),
      ["q3", "q2"],
    );
    assert.deepEqual(await t.store.jobs.takeOver(claim.owner, 1000, 5, []), [], "the lane is busy");
    assert.equal(await t.store.jobs.announce((second as { job: Job["id"] }).job), true);
    assert.equal(await t.store.jobs.announce(first.id), false);
    const { next } = await answer(t.store, first, "a1");
    assert.ok(next);
    assert.equal(next.attempt, 1);
    assert.equal(next.announced, true);
    assert.deepEqual(await texts(t.store, next), ["q1", "q2", "q3", "a1"]);
    const last = (await answer(t.store, next, "a2")).next as Job;
    assert.equal((await answer(t.store, last, "a3")).next, undefined);
  });

  test("STORE-LEASE a lease that ran out is taken over, and the former owner's writes change nothing", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const stale = running(
      await t.store.messages.arrive(arrival(inboundMessage("q")), { ...claim, leaseMs: -1 }),
    );
    assert.deepEqual(
      await t.store.jobs.takeOver(claim.owner, 10_000, 5, [stale.id]),
      [],
      "still run here, if late",
    );
    const [taken] = await t.store.jobs.takeOver("00000000-0000-4000-8000-000000000002", 10_000, 5, []);
    assert.equal(taken?.id, stale.id);
    assert.equal(taken?.attempt, 2);
    assert.equal(await t.store.jobs.checkpoint(stale, { text: "x" }, []), false);
    assert.deepEqual(await answer(t.store, stale, "late"), { owned: false });
    assert.equal(await t.store.jobs.checkpoint(taken as Job, { text: "so far" }, []), true);
    assert.deepEqual(await texts(t.store, taken as Job), ["q"]);
    assert.equal((await answer(t.store, taken as Job, "right")).owned, true);
  });

  test("STORE-BEAT a beat keeps leases alive and tells which jobs people want stopped", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const job = running(
      await t.store.messages.arrive(arrival(inboundMessage("q")), { ...claim, leaseMs: -1 }),
    );
    assert.deepEqual(await t.store.jobs.beat(claim.owner, 10_000), [job.id]);
    assert.deepEqual(await t.store.jobs.cancelled(claim.owner), []);
    assert.deepEqual(await t.store.jobs.takeOver(claim.owner, 1000, 5, []), []);
    assert.deepEqual(await t.store.jobs.cancel({ lane: job.lane }), [job.id]);
    assert.deepEqual(await t.store.jobs.cancelled(claim.owner), [job.id]);
  });

  test("STORE-FORK a message answered in a thread forks there; main sees a note, the thread sees its past", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    await t.store.messages.arrive(arrival(inboundMessage("before"), { work: undefined }), claim);
    const root = inboundMessage("question");
    const job = running(await t.store.messages.arrive(arrival(root, { answerIn: "thread" }), claim));
    assert.equal(job.input.kind === "turn" && job.input.place.thread, root.id);
    await answer(t.store, job, "the answer\nmore");
    await t.store.messages.arrive(arrival(inboundMessage("later in main"), { work: undefined }), claim);
    const inThread = inboundMessage("follow-up", { place: { ...place, thread: root.id }, address: "none" });
    const again = running(await t.store.messages.arrive(arrival(inThread, { answerIn: "thread" }), claim));
    assert.equal(again.lane, job.lane);
    assert.deepEqual(await texts(t.store, again), ["before", "question", "the answer\nmore", "follow-up"]);
    const main = running(await t.store.messages.arrive(arrival(inboundMessage("in main")), claim));
    const path = (await t.store.transcript.path(main, 50)).messages.reverse();
    assert.deepEqual(
      path.map((m) => m.text),
      ["before", "question", "later in main", "in main"],
    );
    assert.match(path[1]?.note ?? "", /answered in the thread "question": the answer$/);
  });

  test("STORE-ADOPT a thread opened by hand leaves its parent at its root, and brings its own past along", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const old = inboundMessage("old", { at: 1_000 });
    const young = inboundMessage("young", { at: 9_000 });
    for (const m of [old, young]) await t.store.messages.arrive(arrival(m, { work: undefined }), claim);
    const thread = { ...place, thread: "77" };
    const past = { author: { id: "8", name: "Bo" }, own: false };
    await t.store.chats.adopt(thread, "77", [{ ...past, id: "78", text: "in the thread", at: 5_000 }], false);
    await t.store.chats.adopt(thread, "77", [{ ...past, id: "78", text: "in the thread", at: 5_000 }], false);
    const job = running(
      await t.store.messages.arrive(arrival(inboundMessage("q", { place: thread })), claim),
    );
    assert.deepEqual(await texts(t.store, job), ["old", "in the thread", "q"]);
  });

  test("F15 the last edit wins, a deletion beats an edit, and both may overtake their message", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const m = inboundMessage("v1");
    const job = running(await t.store.messages.arrive(arrival(m), claim));
    await t.store.messages.edit(place, m.id, "v3", 1, 3_000, true);
    await t.store.messages.edit(place, m.id, "v2", 1, 2_000, true);
    assert.deepEqual(await texts(t.store, job), ["v3"]);
    assert.deepEqual(await t.store.messages.remove(place, m.id), [job.id]);
    await t.store.messages.edit(place, m.id, "v4", 1, 4_000, true);
    assert.deepEqual(await texts(t.store, job), []);
    const overtaken = inboundMessage("first");
    await t.store.messages.edit(place, overtaken.id, "edited", 1, 2_000, true);
    await t.store.messages.arrive(arrival(overtaken, { work: undefined }), claim);
    assert.deepEqual(await texts(t.store, job), ["edited"]);
    const dead = inboundMessage("dead");
    await t.store.messages.remove(place, dead.id);
    assert.equal((await t.store.messages.arrive(arrival(dead), claim)).kind, "duplicate");
  });

  test("STORE-REDO an answer given again goes on from its question and takes the old one's place", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const q = running(await t.store.messages.arrive(arrival(inboundMessage("q")), claim));
    await answer(t.store, q, "bad");
    const conversation = await t.store.chats.find(place);
    assert.ok(conversation && q.input.kind === "turn");
    await t.store.messages.arrive(arrival(inboundMessage("aside"), { work: undefined }), claim);
    const input = { ...q.input, redo: { action: "regenerate", of: q.id } } as const;
    const task = { key: "press-1", conversation, input, message: q.message as NonNullable<Job["message"]> };
    const redo = running(await t.store.jobs.enqueue(task, claim));
    assert.equal((await t.store.jobs.enqueue(task, claim)).kind, "duplicate");
    assert.deepEqual(await texts(t.store, redo), ["q"]);
    await t.store.jobs.finish(
      redo,
      { outcome: "answered", answer: { text: "good", tokens: 1, at: 2, supersedes: q.id }, sent: [] },
      claim,
    );
    const after = running(await t.store.messages.arrive(arrival(inboundMessage("next")), claim));
    const path = (await t.store.transcript.path(after, 50)).messages.reverse();
    assert.deepEqual(
      path.filter((m) => !m.superseded).map((m) => m.text),
      ["q", "aside", "good", "next"],
    );
  });

  test("STORE-SUMMARY the newest summary on the path is found however far back it ends", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    let job: Job | undefined;
    for (let i = 0; i < 30; i++) {
      job = running(await t.store.messages.arrive(arrival(inboundMessage(`q${i}`)), claim));
      if (i < 29) await answer(t.store, job, `a${i}`);
    }
    const path = await t.store.transcript.path(job as Job, 100);
    const end = path.messages.find((m) => m.text === "a3")?.seen;
    assert.ok(end);
    await t.store.transcript.summarise(end, { text: "what was said", tokens: 3 }, 0);
    const short = await t.store.transcript.path(job as Job, 10);
    assert.equal(short.messages.length, 10);
    assert.equal(short.more, true);
    assert.equal(short.summary?.text, "what was said");
    assert.deepEqual(short.summary?.seen, end);
  });

  test("STORE-TENANT the same ids in another workspace are another chat, and its buttons do not work here", async () => {
    await using t = await kind.make();
    const other = { ...place, workspace: "discord/2" as typeof place.workspace };
    await t.store.chats.open(place);
    await t.store.chats.open(other);
    const m = inboundMessage("here");
    const job = running(await t.store.messages.arrive(arrival(m), claim));
    const there = running(await t.store.messages.arrive(arrival({ ...m, place: other }), claim));
    assert.notEqual(job.chat, there.chat);
    assert.ok(await t.store.jobs.find(job.id, place));
    assert.equal(await t.store.jobs.find(job.id, other), undefined);
  });

  test("STORE-SETTINGS settings are set, read with the conversation and taken back", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const chat = (await t.store.chats.find(place))?.chat;
    assert.ok(chat);
    await t.store.chats.change(chat, { model: "openai/x", answerIn: "thread" });
    assert.deepEqual(await t.store.chats.settings(chat), { model: "openai/x", answerIn: "thread" });
    await t.store.chats.change(chat, { model: undefined });
    assert.deepEqual((await t.store.chats.find(place))?.settings, { answerIn: "thread" });
  });

  test("STORE-HEARD the time until which we listened never goes back", async () => {
    await using t = await kind.make();
    assert.equal(await t.store.heard.until("slack"), undefined);
    await t.store.heard.mark("slack", 5_000);
    await t.store.heard.mark("slack", 4_000);
    assert.equal(await t.store.heard.until("slack"), 5_000);
  });

  test("STORE-SILENT a database error never carries what was to be stored", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const m = inboundMessage("canary-8731", { place, at: Number.NaN });
    await assert.rejects(t.store.messages.arrive(arrival(m), claim), (error: Error) => {
      const shown = `${error.message} ${error.stack} ${JSON.stringify(error.cause)}`;
      return error.name === "ParleyError" && !shown.includes("canary");
    });
  });
}
