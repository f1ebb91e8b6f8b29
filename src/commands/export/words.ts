import type { ExportChat } from "../../core/export.ts";

/** `2026-01-01 10:00 UTC` */
export function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

export function titleOf({ platform, channel, kind }: ExportChat): string {
  const where = platform === "slack" ? "Slack" : "Discord";
  return kind === "dm" ? `Direct messages on ${where}` : `Conversation in ${where} channel ${channel}`;
}

/**
 * A message's text for people to read: without what is invisible and meant to mislead, characters that override the
 * direction of others, and tag characters outside the flags they are for. The JSON keeps them.
 */
export function legible(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(MISLEADING, "");
}

const MISLEADING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202d\u202e]|(?<!\u{1f3f4}[\u{e0000}-\u{e007f}]{0,15})[\u{e0000}-\u{e007f}]/gu;
