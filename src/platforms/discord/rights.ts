import { PermissionFlagsBits } from "discord.js";

/** What a server's rights rest on. */
export interface RightsGuild {
  id: string;
  /** May do everything. */
  owner: string | undefined;
  roles: ReadonlyMap<string, { permissions: string }>;
}

export interface Overwrite {
  id: string;
  type: number;
  allow: string;
  deny: string;
}

const all = -1n;

/**
 * What a member may do in a channel, as Discord's bits, by the order in which it applies them: everyone's role, own
 * roles, then the channel's overwrites for everyone, for roles, for the member (discord docs: topics/permissions).
 */
export function rightsOf(
  member: { id: string; roles: readonly string[] },
  guild: RightsGuild,
  overwrites: readonly Overwrite[],
): bigint {
  if (member.id === guild.owner) return all;
  const bitsOf = (role: string) => BigInt(guild.roles.get(role)?.permissions ?? "0");
  let bits = [guild.id, ...member.roles].reduce((sum, role) => sum | bitsOf(role), 0n);
  if (bits & PermissionFlagsBits.Administrator) return all;
  const apply = (matching: readonly Overwrite[]) => {
    for (const one of matching) bits &= ~BigInt(one.deny);
    for (const one of matching) bits |= BigInt(one.allow);
  };
  apply(overwrites.filter((one) => one.id === guild.id));
  apply(overwrites.filter((one) => one.type === 0 && one.id !== guild.id && member.roles.includes(one.id)));
  apply(overwrites.filter((one) => one.type === 1 && one.id === member.id));
  return bits;
}

export function has(bits: bigint, ...names: (keyof typeof PermissionFlagsBits)[]): boolean {
  return names.every((name) => (bits & PermissionFlagsBits[name]) !== 0n);
}
