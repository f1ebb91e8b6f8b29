import type { GuildChannel } from "../world/channel.ts";
import type { Guild } from "../world/guild.ts";
import type { Json } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";
import { activeThreads } from "./views.ts";

/** A guild as REST shows it. */
export function guildView({ world }: Parts, guild: Guild): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.owner_id,
    application_id: null,
    region: "us-east",
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: guild.system_channel_id,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 1,
    roles: [...(world.roles.get(guild.id)?.values() ?? [])].map((role) => ({ ...role })),
    default_message_notifications: 0,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 25_000_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    premium_progress_bar_enabled_user_updated_at: null,
    preferred_locale: guild.preferred_locale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    hub_type: null,
    latest_onboarding_question_id: null,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
    inventory_settings: null,
    embed_enabled: false,
    embed_channel_id: null,
    owner_configured_content_level: 0,
  };
}

/** The guild as GUILD_CREATE brings it. `allMembers`: the session has the members intent. */
export function guildCreateView(parts: Parts, guild: Guild, allMembers: boolean): Json {
  const { world, views } = parts;
  const { botId } = world.application;
  const members = [...(world.members.get(guild.id)?.values() ?? [])];
  const channels = [...world.channels.values()].filter(
    (one): one is GuildChannel => one.kind === "guild" && one.guild_id === guild.id,
  );
  const inVoice = world.voiceStates.get(guild.id) ?? new Map();
  const told = members.filter((one) => allMembers || one.userId === botId || inVoice.has(one.userId));
  return {
    ...guildView(parts, guild),
    joined_at: guild.joinedAt,
    large: false,
    unavailable: false,
    member_count: members.length,
    members: told.map((one) => views.member(guild.id, one)),
    channels: channels.map((one) => views.listed(one, botId)),
    threads: activeThreads(world, guild.id, botId).map((one) => views.channel(one, botId)),
    voice_states: [...inVoice.values()].map((one) => ({ ...one })),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
