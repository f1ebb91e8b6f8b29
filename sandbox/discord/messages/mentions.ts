import { may } from "../access/permissions.ts";
import type { Channel } from "../world/channel.ts";
import type { Json } from "../world/message.ts";
import type { World } from "../world/world.ts";

export interface AllowedMentions {
  parse?: readonly ("users" | "roles" | "everyone")[];
  users?: readonly string[];
  roles?: readonly string[];
  replied_user?: boolean;
}

/**
 * What is parsed when a request says nothing: ordinary messages everything, interaction responses users only
 * (discord docs: resources/message "Allowed Mentions Object").
 */
export type MentionDefaults = "ordinary" | "interaction";

export interface Mentions {
  userIds: string[];
  roleIds: string[];
  everyone: boolean;
  /** Those that notify somebody, as they are written in text. */
  pings: string[];
}

/** Which mentions of a message take effect. Text in code is not parsed; embeds never mention. */
export function resolveMentions(
  world: World,
  message: {
    channel: Channel;
    authorId: string;
    text: string;
    repliedUserId: string | undefined;
    allowed: AllowedMentions | undefined;
    defaults: MentionDefaults;
  },
): Mentions {
  const { channel, authorId, allowed, repliedUserId } = message;
  const text = message.text.replace(/```[\s\S]*?```|`[^`\n]*`/g, " ");
  const parse = new Set<string>(
    allowed
      ? (allowed.parse ?? [])
      : message.defaults === "ordinary"
        ? ["users", "roles", "everyone"]
        : ["users"],
  );
  const mayAll = may(world, authorId, channel, "MENTION_EVERYONE");
  const pings: string[] = [];

  const userIds = idsIn(text, /<@!?(\d+)>/g).filter(
    (id) => world.users.has(id) && (parse.has("users") || allowed?.users?.includes(id)),
  );
  for (const id of userIds) pings.push(`<@${id}>`);
  const repliedUser = allowed ? (allowed.replied_user ?? false) : true;
  if (repliedUserId && repliedUserId !== authorId && repliedUser && !userIds.includes(repliedUserId)) {
    userIds.push(repliedUserId);
    pings.push(`<@${repliedUserId}>`);
  }

  const roles = channel.kind === "dm" ? undefined : world.roles.get(channel.guild_id);
  const roleIds = idsIn(text, /<@&(\d+)>/g).filter(
    (id) => roles?.has(id) && (parse.has("roles") || allowed?.roles?.includes(id)),
  );
  for (const id of roleIds) if (mayAll || roles?.get(id)?.mentionable) pings.push(`<@&${id}>`);

  const written = ["@everyone", "@here"].filter((word) => text.includes(word));
  const everyone = parse.has("everyone") && mayAll && channel.kind !== "dm" && written.length > 0;
  if (everyone) pings.push(...written);
  return { userIds, roleIds, everyone, pings };
}

/** All text of a message in which mentions count: the content and every text display. */
export function mentionableText(content: string, components: readonly Json[]): string {
  const texts = [content];
  const walk = (list: unknown) => {
    for (const one of Array.isArray(list) ? (list as Json[]) : []) {
      if (one.type === 10 && typeof one.content === "string") texts.push(one.content);
      walk(one.components);
    }
  };
  walk(components);
  return texts.join("\n");
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((found) => found[1] ?? ""))];
}
