import type { Block } from "../state/message.ts";
import type { SlackState } from "../state/state.ts";

/** What the composer makes of typed text: `@ada` becomes a mention, the rest stays. */
export function typedText(state: SlackState, typed: string): string {
  return typed.replace(/(^|[\s(])@([a-z0-9._-]+)\b/gi, (all, before: string, handle: string) => {
    const user = [...state.users.values()].find((u) => u.name === handle.toLowerCase());
    return user ? `${before}<@${user.id}>` : all;
  });
}

/** The `rich_text` block every message of a person carries. */
export function richText(text: string, blockId: string): Block {
  const section = { type: "rich_text_section", elements: richElements(text) };
  return { type: "rich_text", block_id: blockId, elements: [section] };
}

/** Stored text as a section's elements: plain text, people, channels, links. */
export function richElements(text: string): ({ type: string } & Record<string, unknown>)[] {
  const elements: ({ type: string } & Record<string, unknown>)[] = [];
  const plain = (piece: string) => {
    if (piece) elements.push({ type: "text", text: plainText(piece) });
  };
  let from = 0;
  for (const match of text.matchAll(/<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g)) {
    plain(text.slice(from, match.index));
    from = match.index + match[0].length;
    const [, sign, target = "", label] = match;
    if (sign === "@") elements.push({ type: "user", user_id: target });
    else if (sign === "#") elements.push({ type: "channel", channel_id: target });
    else if (sign === "!") elements.push({ type: "broadcast", range: target });
    else
      elements.push({ type: "link", url: plainText(target), ...(label ? { text: plainText(label) } : {}) });
  }
  plain(text.slice(from));
  return elements;
}

function plainText(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
