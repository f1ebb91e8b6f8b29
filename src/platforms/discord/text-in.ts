import { cleanName } from "../../core/clean-name.ts";
import type { Person } from "../../core/inbound.ts";
import type { Known } from "./known.ts";
import type { WireMessage } from "./wire-message.ts";

/** The words of any message, Parley's own and other bots' included, as they were meant to be read. */
export function textOf(message: WireMessage, known: Known): string {
  const names = new Map(message.mentions.map((one) => [one.id, personOf(one, one.member).name]));
  const own = message.guild_id ? known.ownRole(message.guild_id) : undefined;
  const text = message.content
    .replace(/ ?<@(!|&)?(\d{1,20})>/g, (whole, kind: string | undefined, id: string) => {
      const space = whole.startsWith(" ") ? " " : "";
      if (kind === "&") return id === own ? "" : `${space}@role`;
      return id === known.me ? "" : `${space}@${names.get(id) ?? "someone"}`;
    })
    .replace(/<#(\d{1,20})>/g, (_, id: string) => `#${known.nameOf(id) ?? "channel"}`)
    .replace(/<a?(:\w{2,32}:)\d{1,20}>/g, "$1")
    .replace(/<(\/[\w -]{1,100}):\d{1,20}>/g, "$1")
    .trim();
  const forwarded = (message.message_snapshots ?? []).map((one) => one.message.content.trim());
  return [text, ...forwarded.filter(Boolean).map(quoted)].filter(Boolean).join("\n\n");
}

export function personOf(
  user: { id: string; username: string; global_name?: string | null | undefined },
  member?: { nick?: string | null | undefined },
): Person {
  const names = [member?.nick, user.global_name, user.username];
  const name = names.map((one) => cleanName(one ?? "")).find((one) => one !== undefined);
  return { id: user.id, name: name ?? `user ${user.id}` };
}

function quoted(text: string): string {
  return text.replace(/^/gm, "> ");
}
