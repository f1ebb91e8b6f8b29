import { type Permission, permission } from "../access/permission-bits.ts";
import { guildPermissions } from "../access/permissions.ts";
import { refuse } from "../access/refusal.ts";
import { leaveThread } from "../threads/members.ts";
import type { Parts } from "../world/parts.ts";

/** @throws Refusal 50013 unless the user has this permission in the guild at large. */
export function needInGuild({ world }: Parts, userId: string, guildId: string, name: Permission): void {
  if (!(guildPermissions(world, userId, guildId) & permission[name])) throw refuse(50013);
}

/** A user leaves a guild or is put out. For the bot this is the end of the guild: its sessions hear GUILD_DELETE. */
export function removeMember(parts: Parts, guildId: string, userId: string): void {
  const { world, hub, views } = parts;
  const user = views.user(userId);
  for (const one of [...world.channels.values()]) {
    if (one.kind === "thread" && one.guild_id === guildId) leaveThread(parts, one, userId);
  }
  world.members.get(guildId)?.delete(userId);
  world.voiceStates.get(guildId)?.delete(userId);
  if (userId === world.application.botId) {
    // Without `unavailable` this means that the app was removed (discord docs: events/gateway-events "Guild Delete").
    hub.emit({ name: "GUILD_DELETE", guildId, data: { id: guildId } });
  } else {
    hub.emit({ name: "GUILD_MEMBER_REMOVE", guildId, data: { guild_id: guildId, user } });
  }
}

/** Tells that a member's roles, name or time-out have changed. */
export function tellMember({ world, hub, views }: Parts, guildId: string, userId: string): void {
  const member = world.members.get(guildId)?.get(userId);
  if (!member) throw refuse(10007);
  hub.emit({
    name: "GUILD_MEMBER_UPDATE",
    guildId,
    aboutUserId: userId,
    data: { guild_id: guildId, ...views.member(guildId, member) },
  });
}
