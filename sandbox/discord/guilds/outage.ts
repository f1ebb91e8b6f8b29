import { guildCreateView } from "../show/guild-view.ts";
import type { Parts } from "../world/parts.ts";

/** A guild goes away in an outage, or comes back from one (discord docs: events/gateway-events "Guild Delete"). */
export function setAvailable(parts: Parts, guildId: string, available: boolean): void {
  const guild = parts.world.guilds.get(guildId);
  if (!guild || guild.available === available) return;
  guild.available = available;
  const data = available ? guildCreateView(parts, guild, false) : { id: guildId, unavailable: true };
  parts.hub.emit({ name: available ? "GUILD_CREATE" : "GUILD_DELETE", guildId, data });
}
