import { PermissionFlagsBits } from "discord.js";
import type { Place } from "../../core/inbound.ts";
import type { Access } from "../../core/rights.ts";

/**
 * What someone's permissions in a channel, as an interaction tells them, let them do in this place. A thread's are
 * those of its channel, where SEND_MESSAGES says nothing of the thread (discord docs: topics/permissions "Inherited Permissions").
 * @returns undefined where nothing was told.
 */
export function accessIn(place: Place, permissions: string | undefined): Access | undefined {
  if (place.kind === "dm") return "write";
  if (permissions === undefined) return undefined;
  const bits = BigInt(permissions);
  const has = (bit: bigint) => (bits & (bit | PermissionFlagsBits.Administrator)) !== 0n;
  const { ViewChannel, SendMessages, SendMessagesInThreads } = PermissionFlagsBits;
  if (!has(ViewChannel)) return "none";
  return has(place.thread === undefined ? SendMessages : SendMessagesInThreads) ? "write" : "read";
}
