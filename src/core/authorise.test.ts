import assert from "node:assert/strict";
import { test } from "node:test";
import { type Act, authorise, type Facts } from "./authorise.ts";
import { branchId, chatId, jobId, workspaceId } from "./ids.ts";
import { type ActionName, actionNames, type Place } from "./inbound.ts";
import type { Invitation } from "./invitations.ts";
import type { Role } from "./rights.ts";
import type { FoundJob } from "./store.ts";

const ann = { id: "7", name: "Ann" };
const bo = { id: "8", name: "Bo" };
const place: Place = {
  platform: "discord",
  workspace: workspaceId("discord", "1"),
  channel: "10",
  kind: "channel",
};
const facts = (over: Partial<Facts> & { role?: Role; shared?: boolean } = {}): Facts => {
  const { role, shared = true, ...rest } = over;
  return { person: ann, place, standing: { shared, role, settings: {} }, access: "write", ...rest };
};
const verdict = (act: Act, over: Parameters<typeof facts>[0] = {}) => authorise(act, facts(over)).kind;

const reply = { platform: "discord", id: "1", token: "", issuedAt: 0 } as const;
const found = (input: FoundJob["input"]): FoundJob => ({
  id: jobId("j"),
  lane: branchId("b"),
  chat: chatId("c"),
  state: "done",
  outcome: "answered",
  message: undefined,
  input,
});
const asked = (name: string) =>
  found({ kind: "command", command: { place, person: ann, name, options: {}, reply, at: 0 } });
const turn = found({ kind: "turn", place, person: ann, repliesTo: "1", askedAt: 0 });

const turnActions: readonly ActionName[] = ["stop", "regenerate", "continue", "branch"];

test("A39 A40 a button works only where it stands, for what it stands under", () => {
  for (const action of turnActions) {
    assert.equal(verdict({ kind: "press", action, job: turn, right: undefined }, { person: bo }), "granted");
    assert.equal(verdict({ kind: "press", action, job: asked("merge"), right: "merge" }), "hidden");
    assert.equal(verdict({ kind: "press", action, job: undefined, right: undefined }), "hidden");
    const elsewhere = { ...place, thread: "5" };
    assert.equal(
      verdict({ kind: "press", action, job: turn, right: undefined }, { place: elsewhere }),
      "hidden",
    );
    const viewer = { person: bo, role: "viewer" } as const;
    assert.equal(verdict({ kind: "press", action, job: turn, right: undefined }, viewer), "refused");
  }
  for (const action of actionNames.filter((one) => !turnActions.includes(one)))
    assert.equal(verdict({ kind: "press", action, job: turn, right: undefined }), "hidden");
});

test("A40 what a command asks back is answered by who used it, a merge also by the owner, if they still may", () => {
  for (const action of ["confirm", "cancel"] as const) {
    const press = (name: string, right: "merge" | "read") =>
      ({ kind: "press", action, job: asked(name), right }) as const;
    assert.equal(verdict(press("merge", "merge"), { role: "editor" }), "granted");
    assert.equal(verdict(press("merge", "merge"), { role: "viewer" }), "refused", "not an editor any more");
    assert.equal(verdict(press("merge", "merge"), { person: bo, role: "editor" }), "hidden");
    assert.equal(verdict(press("merge", "merge"), { person: bo, role: "owner" }), "granted");
    assert.equal(verdict(press("branches", "read"), { person: bo, role: "owner" }), "hidden");
    assert.equal(verdict(press("merge", "merge"), { person: bo, shared: false }), "hidden");
    assert.equal(verdict(press("merge", "merge"), { access: "none" }), "hidden");
  }
});

test("A40 to go on without a merge takes what branching takes, and whoever may branch there may", () => {
  const without = (name: string, right: "merge" | "read") =>
    ({ kind: "press", action: "without", job: asked(name), right }) as const;
  const standing = { shared: true, role: undefined, settings: { merging: "owner" } } as const;
  assert.equal(verdict({ ...without("merge", "merge"), action: "undo" }, { standing }), "refused");
  assert.equal(verdict(without("merge", "merge"), { standing, person: bo }), "granted");
  assert.equal(verdict(without("merge", "merge"), { role: "viewer" }), "refused");
  assert.equal(verdict(without("merge", "merge"), { access: "read" }), "refused");
  assert.equal(verdict(without("merge", "merge"), { place: { ...place, thread: "5" } }), "hidden");
  assert.equal(verdict(without("branches", "read")), "hidden");
});

test("A32 A33 who can't see a place is told in the same words whatever is there", () => {
  const acts: Act[] = [
    { kind: "message" },
    { kind: "stop" },
    { kind: "suggest" },
    { kind: "command", right: "read" },
    { kind: "command", right: "govern" },
    { kind: "form", right: "govern" },
    { kind: "press", action: "stop", job: turn, right: undefined },
  ];
  for (const act of acts)
    for (const role of ["owner", "editor", "viewer", undefined] as const)
      assert.equal(verdict(act, { access: "none", ...(role ? { role } : {}) }), "hidden");
  assert.equal(verdict({ kind: "message" }, { person: { id: "", name: "" } }), "hidden");
});

test("A36 an invitation is for the person it names, in their tenant", () => {
  const invitation: Invitation = {
    id: jobId("i"),
    chat: chatId("c"),
    inviter: bo,
    person: ann,
    role: "editor",
    place,
    expiresAt: 0,
  };
  const dm: Place = { ...place, workspace: workspaceId("discord", "@me"), channel: "77", kind: "dm" };
  const act = { kind: "invitation", invitation } as const;
  assert.equal(verdict(act, { place: dm }), "granted");
  assert.equal(verdict(act, { place: dm, person: bo }), "hidden");
  assert.equal(verdict({ kind: "invitation", invitation: undefined }, { place: dm }), "hidden");
  const other: Place = { ...dm, platform: "slack", workspace: workspaceId("slack", "T2") };
  assert.equal(verdict(act, { place: other }), "hidden");
  assert.equal(verdict(act, { place: { ...place, workspace: workspaceId("discord", "2") } }), "hidden");
});

test("SHARE-KEEP what is said to nobody is kept in shared chats, and never of those who left", () => {
  const overheard = (inBranch: boolean, left: boolean, shared: boolean) =>
    verdict({ kind: "overheard", inBranch, left }, { shared });
  assert.equal(overheard(false, false, true), "granted");
  assert.equal(overheard(false, true, true), "hidden");
  assert.equal(overheard(true, true, true), "hidden");
  assert.equal(overheard(false, false, false), "hidden");
  assert.equal(overheard(true, false, false), "granted");
});
