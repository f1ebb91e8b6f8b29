import type { ReplyHandle } from "../../core/inbound.ts";
import { timeOf } from "./snowflake.ts";

/** What an interaction was made with; it decides what `@original` stands for. */
export type InteractionKind = "command" | "button";

/** Nothing can be said with it later (discord docs: interactions/receiving-and-responding). */
export const tokenLifeMs = 15 * 60_000;

const buttonMark = "button:";

/** A stored handle has to tell a button's token from a command's: only with the first is `@original` an answer. */
export function writeHandle(
  kind: InteractionKind,
  id: string,
  token: string,
  under?: ReplyHandle["under"],
): ReplyHandle {
  return {
    platform: "discord",
    id,
    token: kind === "button" ? buttonMark + token : token,
    issuedAt: timeOf(id),
    ...(under ? { under } : {}),
  };
}

export function readHandle(handle: ReplyHandle): { kind: InteractionKind; token: string } {
  return handle.token.startsWith(buttonMark)
    ? { kind: "button", token: handle.token.slice(buttonMark.length) }
    : { kind: "command", token: handle.token };
}
