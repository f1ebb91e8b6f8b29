import type { PlatformName } from "../../src/core/ids.ts";
import type { Kill } from "./scene.ts";

/** A kill while branches are made, merged, or a merge is taken back. */
export interface BranchPoint {
  id: string;
  what: string;
  act: "branch" | "branch from a message" | "append" | "replace" | "undo";
  kill(platform: PlatformName): Kill;
  only?: PlatformName;
}

const post = { discord: "POST /channels/:id/messages", slack: "chat.postMessage" } as const;
const openThread = {
  discord: "POST /channels/:id/messages/:message/threads",
  slack: "chat.postMessage",
} as const;

function lost(service: PlatformName, name: string, spares = 0): Kill {
  return { held: { service, name, spares, fault: { kind: "hang", when: "after" } } };
}

/** The command's answer is accepted. On Slack so many messages of its own come before. */
function answerLost(service: PlatformName, before: number): Kill {
  return service === "discord"
    ? lost(service, "POST /interactions/:id/:token/callback")
    : lost(service, post.slack, before);
}

/** The same of a button's answer, which follows the change of the message that was pressed. */
function answerToPressLost(service: PlatformName, before: number): Kill {
  return service === "discord"
    ? lost(service, "POST /webhooks/:id/:token")
    : lost(service, post.slack, before);
}

/** The change of a message that was pressed: of a preview, which one person sees, or of a merge's answer. */
const settle = {
  discord: {
    preview: "POST /interactions/:id/:token/callback",
    answer: "POST /interactions/:id/:token/callback",
  },
  slack: { preview: "response_url", answer: "chat.update" },
} as const;

/** `in:` a statement was made but not committed, `after:` it was. */
export const branchPoints: readonly BranchPoint[] = [
  {
    id: "K23",
    what: "thread opened, its reply unread, the branch not marked open",
    act: "branch",
    kill: (platform) => lost(platform, openThread[platform]),
  },
  {
    id: "K23-on",
    what: "the same, the thread hangs on someone's message",
    act: "branch from a message",
    only: "discord",
    kill: (platform) => lost(platform, openThread[platform]),
  },
  {
    id: "K23-opening",
    what: "first words in the thread accepted, their reply unread",
    act: "branch from a message",
    kill: (platform) => lost(platform, post[platform]),
  },
  {
    id: "K23-mark",
    what: "the branch is being marked open, not committed",
    act: "branch",
    kill: () => ({ at: "in:mark" }),
  },
  {
    id: "K23-told",
    what: "thread and branch stand, the answer is accepted, its reply unread",
    act: "branch",
    kill: (platform) => answerLost(platform, 1),
  },
  { id: "K24", what: "branch stored, no thread", act: "branch", kill: () => ({ at: "after:fork" }) },
  {
    id: "K24-asked",
    what: "branch stored, the thread asked for and not opened",
    act: "branch",
    kill: (service) => ({
      held: { service, name: openThread[service], fault: { kind: "hang", when: "before" } },
    }),
  },
  { id: "K25", what: "inside the merge, before commit", act: "append", kill: () => ({ at: "in:move" }) },
  {
    id: "K25-merged",
    what: "merged, nothing shown",
    act: "append",
    kill: () => ({ at: "after:move" }),
  },
  {
    id: "K25-note",
    what: "merged, the note in the branch's thread accepted, its reply unread",
    act: "append",
    kill: (platform) => lost(platform, post[platform]),
  },
  {
    id: "K25-settled",
    what: "merged, the change of the preview accepted, its reply unread",
    act: "append",
    kill: (platform) => lost(platform, settle[platform].preview),
  },
  {
    id: "K25-told",
    what: "merged, the answer accepted, its reply unread",
    act: "append",
    kill: (platform) => answerToPressLost(platform, 1),
  },
  {
    id: "K25-replace",
    what: "inside a merge that replaces, before commit",
    act: "replace",
    kill: () => ({ at: "in:move" }),
  },
  {
    id: "K25-replaced",
    what: "replaced, nothing shown",
    act: "replace",
    kill: () => ({ at: "after:move" }),
  },
  { id: "K25-undo", what: "inside an undo, before commit", act: "undo", kill: () => ({ at: "in:undo" }) },
  { id: "K25-undone", what: "undone, nothing shown", act: "undo", kill: () => ({ at: "after:undo" }) },
  {
    id: "K25-undo-settled",
    what: "undone, the change of the merge's answer accepted, its reply unread",
    act: "undo",
    kill: (platform) => lost(platform, settle[platform].answer),
  },
  {
    id: "K25-undo-told",
    what: "undone, the answer accepted, its reply unread",
    act: "undo",
    kill: (platform) => answerToPressLost(platform, 0),
  },
];
