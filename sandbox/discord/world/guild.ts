export interface Role {
  id: string;
  name: string;
  description: string | null;
  color: number;
  colors: { primary_color: number; secondary_color: null; tertiary_color: null };
  hoist: boolean;
  icon: null;
  unicode_emoji: null;
  position: number;
  /** Decimal bit set. */
  permissions: string;
  managed: boolean;
  mentionable: boolean;
  flags: number;
  tags?: { bot_id: string };
}

/** A server. Channels, roles and members live in the world's maps. */
export interface Guild {
  id: string;
  name: string;
  owner_id: string;
  system_channel_id: string | null;
  preferred_locale: string;
  /** False while Discord has an outage for this server. */
  available: boolean;
  joinedAt: string;
}

export function newRole(
  id: string,
  name: string,
  position: number,
  permissions: bigint,
  more: Partial<Role> = {},
): Role {
  return {
    id,
    name,
    description: null,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: permissions.toString(),
    managed: false,
    mentionable: false,
    flags: 0,
    ...more,
  };
}
