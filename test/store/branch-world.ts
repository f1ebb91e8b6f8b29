import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Merge } from "../../src/core/branches.ts";
import { type BranchId, branchId, type ChatId, jobId, workspaceId } from "../../src/core/ids.ts";
import type { Place } from "../../src/core/inbound.ts";
import type { Store } from "../../src/core/store.ts";
import { arrival, claim, inboundMessage, place as usual } from "../support/messages.ts";
import type { How } from "./branch-model.ts";
import { readPath } from "./read-path.ts";

const ada = { id: "7", name: "Ada" };

/** A chat in a real store, in the words of the model: messages are known by their texts. */
export interface World {
  chat: ChatId;
  /** The branches there are now. */
  names(): Promise<string[]>;
  /** A branch's id by its name, once it was forked here or listed. */
  id(name: string): BranchId;
  /** @returns false where the branch can't be written in: it has no thread, or was deleted. */
  say(name: string, text: string): Promise<boolean>;
  /** Adds an exclamation mark. */
  edit(text: string): Promise<void>;
  remove(text: string): Promise<void>;
  fork(from: string, name: string, at?: string): Promise<string>;
  /** Forks what this merge's target showed right before it. */
  forkBefore(move: string, name: string): Promise<string>;
  merge(id: string, source: string, target: string, how: How | "digest"): Promise<string>;
  undo(id: string): Promise<string>;
  path(name: string, limit?: number): Promise<string[]>;
}

export async function openWorld(store: Store, workspace: string): Promise<World> {
  const place = { ...usual, workspace: workspaceId("discord", workspace) };
  await store.chats.open(place);
  const conversation = await store.chats.find(place);
  assert.ok(conversation);
  const { chat } = conversation;
  const ids = new Map<string, BranchId>([["main", conversation.branch]]);
  const stands = new Map<string, { place: Place; id: string }>();
  const moves = new Map<string, { key: ReturnType<typeof jobId>; target: BranchId }>();
  const id = (name: string) => {
    const found = ids.get(name);
    assert.ok(found, `no branch ${name}`);
    return found;
  };
  return {
    chat,
    id,
    async names() {
      const branches = await store.branches.list(chat);
      for (const branch of branches) ids.set(branch.name, branch.id);
      return branches.map((b) => b.name);
    },
    async say(name, text) {
      const branch = (await store.branches.list(chat)).find((b) => b.name === name);
      if (!branch) return false;
      if (!branch.current && branch.thread === undefined) return false;
      const at = branch.current ? place : { ...place, thread: branch.thread ?? "" };
      const message = inboundMessage(text, { place: at });
      const arrived = await store.messages.arrive(arrival(message, { work: undefined }), claim);
      assert.equal(arrived.kind, "kept");
      stands.set(text, { place: at, id: message.id });
      return true;
    },
    async edit(text) {
      const at = stands.get(text);
      if (at) await store.messages.edit(at.place, at.id, `${text}!`, 1, Date.UTC(2027, 0, 1), true);
    },
    async remove(text) {
      const at = stands.get(text);
      if (at) await store.messages.remove(at.place, at.id);
    },
    async fork(from, name, at) {
      const branch = branchId(randomUUID());
      const stood = at === undefined ? undefined : stands.get(at);
      const located = stood && (await store.branches.locate(stood.place, stood.id, id(from)));
      if (stood && located?.branch !== id(from)) return "gone";
      const wanted = { id: branch, chat, from: id(from), name, numbered: false, by: ada };
      const made = await store.branches.fork(located ? { ...wanted, at: located.message } : wanted);
      if (made.kind !== "forked") return made.kind;
      ids.set(name, await store.branches.opened(branch, `thread of ${name}`));
      return "forked";
    },
    async forkBefore(move, name) {
      const merged = moves.get(move);
      assert.ok(merged, `no merge ${move}`);
      const branch = branchId(randomUUID());
      const [before, from] = [merged.key, merged.target];
      const wanted = { id: branch, chat, from, before, name, numbered: true, by: ada };
      const made = await store.branches.fork(wanted);
      if (made.kind !== "forked") return made.kind;
      assert.deepEqual(await store.branches.fork(wanted), made, "a second attempt changes nothing");
      ids.set(name, await store.branches.opened(branch, `thread of ${name}`));
      return "forked";
    },
    async merge(move, source, target, how) {
      const key = jobId(randomUUID());
      moves.set(move, { key, target: id(target) });
      const wanted: Merge = {
        id: key,
        chat,
        source: id(source),
        target: id(target),
        by: ada,
        how: howOf(how, move),
      };
      const done = await store.branches.merge(wanted);
      if (done.kind === "merged")
        assert.deepEqual(await store.branches.merge(wanted), done, "a second attempt changes nothing");
      if (done.kind === "merged" && done.kept !== undefined) {
        const kept = (await store.branches.list(chat)).find((b) => b.name === done.kept);
        assert.ok(kept);
        ids.set(done.kept, kept.id);
      }
      return done.kind;
    },
    async undo(move) {
      const wanted = { id: jobId(randomUUID()), move: moves.get(move)?.key ?? jobId(randomUUID()), by: ada };
      const undone = await store.branches.undo(wanted);
      if (undone.kind === "undone") assert.deepEqual(await store.branches.undo(wanted), undone, "told again");
      return undone.kind;
    },
    async path(name, limit = 100_000) {
      const where = { workspace: place.workspace, chat, branch: id(name) };
      return (await readPath(store, where, limit)).messages.map((m) => m.text).reverse();
    },
  };
}

function howOf(how: How | "digest", move: string): Merge["how"] {
  if (how === "replace") return { kind: "replace", keepAs: `kept by ${move}` };
  if (how === "digest") return { kind: "digest", text: `digest ${move}`, tokens: 1, at: 1 };
  return { kind: "append", along: how === "along" };
}
