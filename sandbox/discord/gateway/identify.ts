import type { World } from "../world/world.ts";
import { allIntents, intent } from "./intents.ts";

export interface Identify {
  intents: number;
  shard: [number, number];
}

/** What an IDENTIFY asks for, or the close code it earns (discord docs: topics/opcodes-and-status-codes). */
export function readIdentify(
  data: unknown,
  token: string,
  world: World,
): Identify | { code: number; reason: string } {
  const given = (typeof data === "object" && data !== null ? data : {}) as Record<string, unknown>;
  if (given.token !== token && given.token !== `Bot ${token}`)
    return { code: 4004, reason: "Authentication failed." };
  const { intents, properties } = given;
  if (typeof properties !== "object" || properties === null) {
    return { code: 4002, reason: "Error while decoding payload." };
  }
  if (typeof intents !== "number" || !Number.isInteger(intents) || intents < 0 || intents & ~allIntents) {
    return { code: 4013, reason: "Invalid intent(s)." };
  }
  const { portal } = world.application;
  const refused =
    (portal.messageContent ? 0 : intent.messageContent) |
    (portal.guildMembers ? 0 : intent.guildMembers) |
    (portal.presences ? 0 : intent.guildPresences);
  if (intents & refused) return { code: 4014, reason: "Disallowed intent(s)." };
  const shard = (given.shard ?? [0, 1]) as [number, number];
  const wellFormed = Array.isArray(shard) && shard.length === 2 && shard.every(Number.isInteger);
  if (!wellFormed || shard[0] < 0 || shard[0] >= shard[1]) return { code: 4010, reason: "Invalid shard." };
  return { intents, shard };
}
