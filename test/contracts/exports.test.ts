import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, test } from "node:test";
import { branchId, chatId } from "../../src/core/ids.ts";
import type { Job } from "../../src/core/job.ts";
import type { Arrived } from "../../src/core/store.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openWorld } from "../store/branch-world.ts";
import { exported } from "../support/exported.ts";
import { arrival, claim, inboundMessage, place } from "../support/messages.ts";
import { type StoreKind, storeKinds } from "../support/stores.ts";

for (const kind of storeKinds()) describe(`exports of a store on ${kind.name}`, () => suite(kind));

function running(arrived: Arrived): Job {
  assert.equal(arrived.kind, "running");
  return (arrived as Arrived & { kind: "running" }).job;
}

function suite(kind: StoreKind) {
  test("EXPORT-TREE each message stands once, under the branch it was said in; forks and merges are told", async () => {
    await using t = await kind.make();
    const world = await openWorld(t.store, "1");
    for (const text of ["m1", "m2"]) await world.say("main", text);
    await world.fork("main", "side", "m1");
    for (const text of ["s1", "gone", "s2"]) await world.say("side", text);
    await world.fork("side", "deep", "s1");
    await world.say("deep", "d1");
    await world.say("main", "m3");
    await world.merge("one", "side", "main", "append");
    await world.say("main", "m4");
    await world.remove("gone");
    await world.edit("s2");
    const { open, tree, branch } = await exported(t.store, world.chat);
    assert.deepEqual(await tree(), {
      main: ["m1", "m2", "m3", "[elsewhere side by append]", "m4"],
      side: ["s1", "s2!"],
      deep: ["d1"],
    });
    assert.deepEqual(await branch(world.id("main")), ["m1", "m2", "m3", "s1", "s2!", "m4"]);
    assert.deepEqual(await branch(world.id("deep")), ["m1", "s1", "d1"]);
    const whole = await Array.fromAsync(open.read({ kind: "branch", branch: world.id("main") }));
    assert.deepEqual(
      whole.slice(1).map((e) => (e.kind === "message" ? e.message.text : [e.kind, "from" in e && e.from])),
      ["m1", "m2", "m3", ["passage", world.id("side")], "s1", "s2!", ["passage", world.id("main")], "m4"],
    );
    const [main, side, deep] = open.branches;
    assert.deepEqual(
      [
        side?.parent,
        deep?.parent,
        side?.merged,
        side?.author,
        main?.merges.map((m) => [m.kind, m.source, m.by.name]),
      ],
      [main?.id, side?.id, true, { id: "7", name: "Ada" }, [["append", side?.id, "Ada"]]],
    );
    const texts = new Map(
      whole.flatMap((e) => (e.kind === "message" ? [[e.message.id, e.message.text]] : [])),
    );
    assert.deepEqual(
      [side?.forkedAt, deep?.forkedAt].map((id) => id && texts.get(id)),
      ["m1", "s1"],
    );
  });

  test("EXPORT-TREE an undone merge leaves no trace; what was replaced stands under the branch that keeps it", async () => {
    await using t = await kind.make();
    const world = await openWorld(t.store, "1");
    await world.say("main", "m1");
    await world.fork("main", "side");
    await world.say("side", "s1");
    await world.say("main", "m2");
    await world.merge("one", "side", "main", "append");
    await world.undo("one");
    const before = await exported(t.store, world.chat);
    assert.deepEqual(await before.tree(), { main: ["m1", "m2"], side: ["s1"] });
    assert.deepEqual(before.open.branches[0]?.merges, []);
    await world.merge("two", "side", "main", "replace");
    await world.say("main", "m3");
    const after = await exported(t.store, world.chat);
    assert.deepEqual(await after.tree(), {
      main: ["m1", "[elsewhere side by replace]", "m3"],
      side: ["s1"],
      "kept by two": ["[passage main]", "m2"],
    });
    await world.merge("three", "kept by two", "side", "digest");
    assert.deepEqual((await (await exported(t.store, world.chat)).tree()).side, ["s1", "digest three"]);
  });

  test("EXPORT-UNSEEN opening and deleted branches are not there; their messages only where others show them", async () => {
    await using t = await kind.make();
    const world = await openWorld(t.store, "1");
    await world.say("main", "m1");
    await world.fork("main", "side");
    await world.say("side", "s1");
    await world.fork("side", "deep");
    await world.say("side", "s2");
    await world.say("deep", "d1");
    await t.store.branches.remove(world.id("side"));
    const by = { id: "7", name: "Ada" };
    const fork = {
      id: branchId(randomUUID()),
      chat: world.chat,
      from: world.id("main"),
      name: "o",
      numbered: false,
      by,
    };
    await t.store.branches.fork(fork);
    const { open, tree, branch } = await exported(t.store, world.chat);
    assert.deepEqual(
      open.branches.map((b) => [b.name, b.parent]),
      [
        ["main", undefined],
        ["deep", world.id("main")],
      ],
    );
    assert.deepEqual(await tree(), {
      main: ["m1"],
      deep: ["[passage ?]", "s1", "[passage deep]", "d1"],
    });
    for (const hidden of [world.id("side"), fork.id]) assert.deepEqual(await branch(hidden), []);
    assert.deepEqual(await tree([world.id("deep")]), {
      deep: ["[passage main]", "m1", "[passage ?]", "s1", "[passage deep]", "d1"],
    });
  });

  test("EXPORT-MESSAGE files come without addresses, answers that were given again are marked", async () => {
    await using t = await kind.make();
    await t.store.chats.open(place);
    const file = {
      id: "f",
      name: "a.png",
      mime: "image/png",
      sizeBytes: 5,
      url: "https://cdn.example/?ex=canary",
    };
    const asked = inboundMessage("q", { files: [file], at: 1_000 });
    const job = running(await t.store.messages.arrive(arrival(asked), claim));
    const end = (text: string, at: number) =>
      ({ outcome: "answered", answer: { text, tokens: 1, at }, sent: [] }) as const;
    await t.store.jobs.finish(job, end("bad", 2_000), claim);
    const conversation = await t.store.chats.find(place);
    assert.ok(conversation && job.message && job.input.kind === "turn");
    const input = { ...job.input, redo: { action: "regenerate", of: job.id } } as const;
    const task = { key: "press", conversation, input, message: job.message };
    const redo = running(await t.store.jobs.enqueue(task, claim));
    const good = {
      outcome: "answered",
      answer: { text: "good", tokens: 1, at: 3_000, supersedes: job.id },
      sent: [],
    } as const;
    await t.store.jobs.finish(redo, good, claim);
    await t.store.chats.startAfresh(conversation.branch, { id: "8", name: "Bo" }, 4_000);
    const open = await t.store.exports.open(conversation.chat);
    const entries = await Array.fromAsync(open?.read({ kind: "branch", branch: conversation.branch }) ?? []);
    const messages = entries.flatMap((e) => (e.kind === "message" ? [e.message] : []));
    assert.deepEqual(
      messages.map(({ role, author, at, text, superseded }) => [role, author.name, at, text, superseded]),
      [
        ["person", "Ada", 1_000, "q", false],
        ["parley", "Parley", 2_000, "bad", true],
        ["parley", "Parley", 3_000, "good", false],
        ["marker", "Bo", 4_000, "afresh", false],
      ],
    );
    assert.deepEqual(messages[0]?.files, [{ name: "a.png", mime: "image/png", sizeBytes: 5 }]);
    assert.ok(!JSON.stringify(entries).includes("canary"));
  });

  test("EXPORT-LIST chats are listed, the last talked in first, and found by channel in every workspace", async () => {
    await using t = await kind.make();
    const [one, two] = [await openWorld(t.store, "1"), await openWorld(t.store, "2")];
    await two.say("main", "a");
    await two.fork("main", "side");
    await two.say("side", "b");
    await one.say("main", "c");
    await one.say("main", "gone");
    await one.remove("gone");
    assert.deepEqual(
      (await t.store.exports.chats()).map((c) => [c.id, c.workspace, c.channel, c.branches, c.messages]),
      [
        [one.chat, "discord/1", "10", 1, 1],
        [two.chat, "discord/2", "10", 2, 2],
      ],
    );
    assert.deepEqual(
      (await t.store.exports.find("discord", "10")).map((c) => c.id),
      [one.chat, two.chat],
    );
    assert.deepEqual(await t.store.exports.find("slack", "10"), []);
    assert.equal(await t.store.exports.open(chatId(randomUUID())), undefined);
  });

  // only there can another connection put thousands of messages in at once
  if (kind.name !== "postgres") return;
  test("EXPORT-PAGES thousands of messages come in order and once, across pages and branches", async () => {
    await using t = await kind.make();
    const world = await openWorld(t.store, "1");
    for (const text of ["1", "2", "3"]) await world.say("main", text);
    await world.fork("main", "side");
    await world.say("side", "s1");
    const db = await openDatabase(t.config);
    await db.query(
      `with more as (
         update branch set head_seq = 2503, head_pos = 2503 where id = $1::uuid returning chat_id, head_seg
       )
       insert into message (id, chat_id, seg_id, seq, role, author_id, author_name, text, tokens, created_at)
       select gen_random_uuid(), chat_id, head_seg, n, 'person', '7', 'Ada', n::text, 1, now() from more, generate_series(4, 2503) n`,
      [world.id("main")],
    );
    await db.close();
    const { tree } = await exported(t.store, world.chat);
    assert.deepEqual(await tree(), {
      main: Array.from({ length: 2_503 }, (_, i) => String(i + 1)),
      side: ["s1"],
    });
  });
}
