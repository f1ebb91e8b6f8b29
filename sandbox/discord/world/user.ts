/** A person or a bot, as `GET /users/:id` shows them. */
export interface User {
  id: string;
  username: string;
  discriminator: string;
  global_name: string | null;
  avatar: string | null;
  bot?: true;
  system?: true;
  public_flags: number;
  flags: number;
  banner: string | null;
  accent_color: number | null;
  banner_color: string | null;
  avatar_decoration_data: null;
  display_name_styles: null;
  collectibles: null;
  primary_guild: null;
  clan: null;
}

/** One user's membership of one guild. Its user is looked up when it is sent. */
export interface Member {
  userId: string;
  nick: string | null;
  avatar: string | null;
  banner: string | null;
  roles: string[];
  joined_at: string;
  premium_since: string | null;
  deaf: boolean;
  mute: boolean;
  flags: number;
  pending: boolean;
  /** ISO 8601 while the member is timed out. */
  communication_disabled_until: string | null;
  unusual_dm_activity_until: string | null;
  avatar_decoration_data: null;
  collectibles: null;
  display_name_styles: null;
}

export function newUser(id: string, username: string, displayName: string | null, bot: boolean): User {
  return {
    id,
    username,
    discriminator: bot ? "4242" : "0",
    global_name: displayName,
    avatar: null,
    ...(bot ? { bot: true as const } : {}),
    public_flags: 0,
    flags: 0,
    banner: null,
    accent_color: null,
    banner_color: null,
    avatar_decoration_data: null,
    display_name_styles: null,
    collectibles: null,
    primary_guild: null,
    clan: null,
  };
}

export function newMember(userId: string, joinedAt: string, roles: string[]): Member {
  return {
    userId,
    nick: null,
    avatar: null,
    banner: null,
    roles,
    joined_at: joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
    unusual_dm_activity_until: null,
    avatar_decoration_data: null,
    collectibles: null,
    display_name_styles: null,
  };
}
