import type { FaultRule } from "../../sandbox/kernel/faults.ts";
import type { Reply } from "../../sandbox/models/steps.ts";
import type { PlatformName } from "../../src/core/ids.ts";

/** Where the process is killed, and the answer that is being given meanwhile. */
export interface CrashPoint {
  id: string;
  what: string;
  /** A probe of the process itself … */
  at?: string;
  /** … or something that crosses the wire: the request is held there, and then the process is killed. */
  held?: (platform: PlatformName) => Pick<FaultRule, "service" | "name" | "fault">;
  answer: "short" | "slow" | "long";
  /** The question brings a picture. */
  picture?: boolean;
  /** Where the point exists; absent: on both. Discord's gateway is never told that an event was received. */
  only?: PlatformName;
  /** Calls to the model there may be at most, the killed process's included. */
  modelCalls: number;
}

const post = { discord: "POST /channels/:id/messages", slack: "chat.postMessage" } as const;
const edit = { discord: "PATCH /channels/:id/messages/:message", slack: "chat.update" } as const;
const after = { kind: "hang", when: "after" } as const;

/** After the kill points of the fault catalogue that lie on the way of a message and its answer. */
export const crashPoints: readonly CrashPoint[] = [
  { id: "K01", what: "event read, nothing stored", at: "received", answer: "short", modelCalls: 1 },
  { id: "K02", what: "inside the accepting transaction", at: "received+", answer: "short", modelCalls: 2 },
  { id: "K03", what: "stored, not acknowledged", at: "accepted", answer: "short", modelCalls: 2 },
  {
    id: "K04",
    what: "acknowledged",
    at: "acknowledged",
    answer: "short",
    only: "slack",
    modelCalls: 2,
  },
  { id: "K05", what: "claimed", at: "claimed", answer: "short", modelCalls: 2 },
  {
    id: "K06",
    what: "fetching an attachment",
    held: (service) => ({ service, name: /^(GET \/cdn|file)/, fault: { kind: "hang", when: "before" } }),
    answer: "short",
    picture: true,
    modelCalls: 2,
  },
  {
    id: "K07",
    what: "the model was asked",
    held: () => ({ service: "openai", fault: { kind: "hang", when: "before" } }),
    answer: "short",
    modelCalls: 2,
  },
  { id: "K08", what: "mid-stream, text visible", at: "streaming", answer: "slow", modelCalls: 2 },
  { id: "K09", what: "stream done, not stored", at: "complete", answer: "short", modelCalls: 2 },
  { id: "K16", what: "about to deliver", at: "delivering", answer: "short", modelCalls: 2 },
  {
    id: "K17",
    what: "post accepted, its reply unread",
    held: (platform) => ({ service: platform, name: post[platform], fault: after }),
    answer: "short",
    modelCalls: 2,
  },
  { id: "K18", what: "post's reply read, not stored", at: "posted", answer: "short", modelCalls: 2 },
  {
    id: "K19",
    what: "between two messages of one answer",
    at: "between-parts",
    answer: "long",
    modelCalls: 2,
  },
  {
    id: "K21",
    what: "first text accepted while more is to come, its id not stored",
    held: (platform) => ({ service: platform, name: post[platform], fault: after }),
    answer: "slow",
    modelCalls: 2,
  },
  {
    id: "K22",
    what: "during an edit",
    held: (platform) => ({ service: platform, name: edit[platform], fault: after }),
    answer: "slow",
    modelCalls: 2,
  },
];

/** What the model says to a question that contains `word`. */
export function replyTo(kind: CrashPoint["answer"], word: string): Reply {
  const end = { kind: "end", reason: "stop" } as const;
  if (kind === "short") return [{ kind: "text", text: `Answer to ${word}.` }, end];
  if (kind === "long") {
    const lines = Array.from(
      { length: 150 },
      (_, i) => `${i}: a line about ${word} that fills some room on the page.`,
    );
    return [{ kind: "text", text: `Answer to ${word}.\n\n${lines.join("\n\n")}` }, end];
  }
  const slowly = ["Answer ", `to ${word}`, ", word ", "by ", "word."];
  return [
    ...slowly.flatMap((text) => [{ kind: "text", text } as const, { kind: "wait", ms: 500 } as const]),
    end,
  ];
}
