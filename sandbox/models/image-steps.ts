import type { ErrorStatus } from "./steps.ts";

/** One thing a scripted image model does. `drawn`, `bytes`, `empty` and `url` are one picture of the answer each. */
export type ImageStep =
  /** A picture as the sandbox draws it. */
  | { kind: "drawn" }
  /** These bytes in the place of a picture, whatever they are. */
  | { kind: "bytes"; bytes: Uint8Array }
  /** A picture without content. */
  | { kind: "empty" }
  /** An address instead of a picture. */
  | { kind: "url"; url: string }
  /** Nothing for `ms` by the sandbox's clock. */
  | { kind: "wait"; ms: number }
  /** The whole answer is this HTTP status. `code` comes with 400. */
  | { kind: "error"; status: ErrorStatus; code?: ImageErrorCode; headers?: Record<string, string> }
  /** The connection is cut before there is an answer. */
  | { kind: "reset" }
  /** Nothing more, and the connection stays open. */
  | { kind: "stall" };

export type ImageErrorCode = "moderation_blocked" | "billing_hard_limit_reached";
export type ImageReply = readonly ImageStep[];

/** A request as a script sees it. */
export interface ImageAsked {
  api: "generations" | "edits";
  model: string;
  prompt: string;
  count: number;
  /** How many pictures came with it, without the mask. */
  sources: number;
  masked: boolean;
}

/** An error, a reset or a stall is all of an answer: nothing but waiting comes before it, and nothing after. */
export function checkImageReply(reply: ImageReply): void {
  const at = reply.findIndex(({ kind }) => kind === "error" || kind === "reset" || kind === "stall");
  if (at < 0) return;
  const before = reply.slice(0, at).some(({ kind }) => kind !== "wait");
  if (before || at < reply.length - 1) {
    throw new Error(`the script's ${reply[at]?.kind} has to be the whole answer`);
  }
}
