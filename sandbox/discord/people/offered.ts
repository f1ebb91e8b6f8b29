import { channelPermissions, may } from "../access/permissions.ts";
import type { Channel } from "../world/channel.ts";
import type { Command } from "../world/interaction.ts";
import type { Parts } from "../world/parts.ts";

/** The commands a person is offered here, by the contexts and permissions they were registered with. */
export function offered({ world }: Parts, userId: string, channel: Channel): Command[] {
  const guildId = channel.kind === "dm" ? undefined : channel.guild_id;
  const bits = channelPermissions(world, userId, channel);
  if (!may(world, userId, channel, "VIEW_CHANNEL", "USE_APPLICATION_COMMANDS")) return [];
  if (channel.kind === "thread" && channel.thread_metadata.archived) return [];
  const context = guildId ? 0 : 1;
  return [...world.commands.values()].filter((command) => {
    if (command.guild_id !== undefined && command.guild_id !== guildId) return false;
    const contexts = command.contexts as number[] | null;
    if (contexts ? !contexts.includes(context) : context !== 0 && command.dm_permission === false)
      return false;
    const needed = command.default_member_permissions as string | null;
    return !guildId || needed === null || (bits & BigInt(needed)) === BigInt(needed);
  });
}
