import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, test } from "node:test";
import { jobId } from "../../src/core/ids.ts";
import type { Invitation } from "../../src/core/invitations.ts";
import type { Store } from "../../src/core/store.ts";
import { arrival, claim, inboundMessage, place } from "../support/messages.ts";
import { type StoreKind, storeKinds } from "../support/stores.ts";

for (const kind of storeKinds()) describe(`sharing in a store on ${kind.name}`, () => suite(kind));

const ada = { id: "7", name: "Ada" };
const bo = { id: "8", name: "Bo" };
const cy = { id: "9", name: "Cy" };
const now = Date.UTC(2026, 0, 1);
const day = 24 * 60 * 60_000;

async function opened(store: Store) {
  await store.chats.open(place);
  const found = await store.chats.find(place);
  assert.ok(found);
  return found.chat;
}

const everyBranch = async (store: Store, chat: Invitation["chat"]) =>
  (await store.branches.list(chat)).map((branch) => branch.id);

const roles = async (store: Store, chat: Invitation["chat"]) =>
  (await store.sharing.participants(chat, await everyBranch(store, chat))).map((p) => [
    p.person.name,
    p.role,
    p.left,
  ]);

function invitationOf(chat: Invitation["chat"], over: Partial<Invitation> = {}): Invitation {
  const id = jobId(randomUUID());
  return { id, chat, inviter: ada, person: bo, role: "editor", place, expiresAt: now + day, ...over };
}

function suite(kind: StoreKind) {
  test("SHARE-OWNER whoever shares first owns it, of many at once exactly one", async () => {
    await using t = await kind.make();
    const chat = await opened(t.store);
    assert.deepEqual(await t.store.sharing.standing(chat, "7"), {
      shared: false,
      role: undefined,
      settings: {},
    });
    const all = await Promise.all([ada, bo, cy].map((by) => t.store.sharing.share(chat, by)));
    assert.equal(all.filter((s) => s.fresh).length, 1);
    assert.equal(new Set(all.map((s) => s.owner.id)).size, 1);
    const owner = all[0]?.owner.id ?? "";
    const standing = await t.store.sharing.standing(chat, owner);
    assert.deepEqual(standing, { shared: true, role: "owner", settings: {} });
    assert.deepEqual((await t.store.sharing.at(place, owner))?.standing, standing);
    assert.equal(await t.store.sharing.at({ ...place, channel: "elsewhere" }, owner), undefined);
    assert.equal(await t.store.sharing.unshare(chat), true);
    assert.equal(await t.store.sharing.unshare(chat), false);
    assert.deepEqual(await t.store.sharing.share(chat, cy), { fresh: true, owner: cy });
    const owners = (await t.store.sharing.participants(chat, await everyBranch(t.store, chat))).filter(
      (p) => p.role === "owner",
    );
    assert.deepEqual(
      owners.map((p) => p.person),
      [cy],
    );
  });

  test("SHARE-ROLES roles are given, never the owner's; the owner hands over and never leaves a chat without one", async () => {
    await using t = await kind.make();
    const chat = await opened(t.store);
    await t.store.sharing.share(chat, ada);
    assert.equal(await t.store.sharing.setRole(chat, bo, "viewer"), true);
    assert.equal(await t.store.sharing.setRole(chat, ada, "viewer"), false);
    assert.equal(await t.store.sharing.handOver(chat, bo.id, bo), false, "not bo's to give");
    assert.equal(await t.store.sharing.leave(chat, ada), "owner");
    const given = await Promise.all([bo, cy].map((to) => t.store.sharing.handOver(chat, ada.id, to)));
    assert.equal(given.filter(Boolean).length, 1);
    const people = await t.store.sharing.participants(chat, await everyBranch(t.store, chat));
    assert.equal(people.filter((p) => p.role === "owner").length, 1);
    assert.equal(people.find((p) => p.person.id === ada.id)?.role, "editor");
    assert.equal(await t.store.sharing.leave(chat, ada), "left");
    assert.equal(await t.store.sharing.leave(chat, ada), "already");
    assert.equal((await t.store.sharing.at(place, ada.id))?.left, true);
  });

  test("A36 leaving raises nobody: who was a viewer is one still", async () => {
    await using t = await kind.make();
    const chat = await opened(t.store);
    await t.store.sharing.share(chat, ada);
    await t.store.sharing.setRole(chat, bo, "viewer");
    await t.store.sharing.leave(chat, bo);
    assert.equal((await t.store.sharing.standing(chat, bo.id)).role, "viewer");
  });

  test("A36 coming back raises nobody: it gives what everybody has, and later settings count", async () => {
    await using t = await kind.make();
    const chat = await opened(t.store);
    await t.store.sharing.share(chat, ada);
    await t.store.sharing.leave(chat, bo);
    await t.store.sharing.comeBack(chat, bo.id);
    const found = await t.store.sharing.at(place, bo.id);
    assert.deepEqual([found?.left, found?.standing.role], [false, undefined]);
  });

  test("SHARE-WHO participants are counted by what they said in all branches, whoever spoke is among them", async () => {
    await using t = await kind.make();
    const chat = await opened(t.store);
    await t.store.sharing.share(chat, ada);
    await t.store.sharing.setRole(chat, cy, "viewer");
    const say = (text: string, author: typeof ada, at: number) =>
      t.store.messages.arrive(arrival(inboundMessage(text, { author, at }), { work: undefined }), claim);
    for (const at of [1_000, 2_000, 3_000]) await say(`at ${at}`, bo, now + at);
    await say("first", ada, now);
    assert.deepEqual(
      (await t.store.sharing.participants(chat, await everyBranch(t.store, chat))).map((p) => [
        p.person,
        p.role,
        p.messages,
        p.activeAt,
      ]),
      [
        [ada, "owner", 1, now],
        [bo, undefined, 3, now + 3_000],
        [cy, "viewer", 0, undefined],
      ],
    );
  });

  test("A71 of 50 answers to one invitation at once exactly one counts, and its own job finds it again", async () => {
    await using t = await kind.make();
    const chat = await opened(t.store);
    await t.store.sharing.share(chat, ada);
    const invitation = invitationOf(chat, { role: "viewer" });
    await Promise.all([t.store.invitations.make(invitation), t.store.invitations.make(invitation)]);
    assert.deepEqual(await t.store.invitations.read(invitation.id), invitation);
    const presses = Array.from({ length: 50 }, (_, i) => ({
      id: invitation.id,
      person: bo.id,
      answer: i % 2 === 0 ? ("accepted" as const) : ("declined" as const),
      by: jobId(randomUUID()),
      now,
    }));
    const answers = await Promise.all(presses.map((press) => t.store.invitations.answer(press)));
    const won = presses.filter((_, i) => answers[i] !== undefined);
    assert.equal(won.length, 1);
    assert.ok(await t.store.invitations.answer(won[0] as (typeof presses)[number]), "tried again");
    const accepted = won[0]?.answer === "accepted";
    assert.equal((await t.store.sharing.standing(chat, bo.id)).role, accepted ? "viewer" : undefined);
    assert.deepEqual(await t.store.invitations.pending(chat, now), []);
  });

  test("A36 nobody answers for another, too late, or an invitation that was taken back or replaced", async () => {
    await using t = await kind.make();
    const chat = await opened(t.store);
    await t.store.sharing.share(chat, ada);
    const first = invitationOf(chat);
    await t.store.invitations.make(first);
    const accept = (id: Invitation["id"], over: { person?: string; now?: number } = {}) => {
      const answer = { id, person: bo.id, answer: "accepted", by: jobId(randomUUID()), now } as const;
      return t.store.invitations.answer({ ...answer, ...over });
    };
    assert.equal(await accept(first.id, { person: cy.id }), undefined);
    assert.equal(await accept(first.id, { now: first.expiresAt }), undefined);
    assert.equal(await t.store.invitations.read(jobId("no id at all")), undefined);
    const second = invitationOf(chat, { role: "viewer" });
    await t.store.invitations.make(second);
    await t.store.invitations.make(first);
    assert.equal(await accept(first.id), undefined);
    assert.deepEqual(
      (await t.store.invitations.pending(chat, now)).map((i) => i.id),
      [second.id],
    );
    assert.deepEqual(await t.store.invitations.pending(chat, second.expiresAt), []);
    await t.store.sharing.unshare(chat);
    assert.equal(await accept(second.id), undefined);
    const fresh = invitationOf(chat);
    await t.store.sharing.share(chat, ada);
    await t.store.invitations.make(fresh);
    assert.equal((await accept(fresh.id))?.role, "editor");
    assert.deepEqual(await roles(t.store, chat), [
      ["Ada", "owner", false],
      ["Bo", "editor", false],
    ]);
  });
}
