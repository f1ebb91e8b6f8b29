/** Bits of the intents (discord docs: events/gateway "List of Intents"). */
export const intent = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildModeration: 1 << 2,
  guildExpressions: 1 << 3,
  guildIntegrations: 1 << 4,
  guildWebhooks: 1 << 5,
  guildInvites: 1 << 6,
  guildVoiceStates: 1 << 7,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  guildMessageTyping: 1 << 11,
  directMessages: 1 << 12,
  directMessageReactions: 1 << 13,
  directMessageTyping: 1 << 14,
  messageContent: 1 << 15,
  guildScheduledEvents: 1 << 16,
  autoModerationConfiguration: 1 << 20,
  autoModerationExecution: 1 << 21,
  guildMessagePolls: 1 << 24,
  directMessagePolls: 1 << 25,
} as const;

export const allIntents = Object.values(intent).reduce((sum, bit) => sum | bit, 0);

/** By event: the intents of which one must be on, in a guild and in a DM. Events not listed always come. */
const needed: Record<string, { guild: number; direct: number }> = {
  GUILD_CREATE: { guild: intent.guilds, direct: 0 },
  GUILD_UPDATE: { guild: intent.guilds, direct: 0 },
  GUILD_DELETE: { guild: intent.guilds, direct: 0 },
  GUILD_ROLE_CREATE: { guild: intent.guilds, direct: 0 },
  GUILD_ROLE_UPDATE: { guild: intent.guilds, direct: 0 },
  GUILD_ROLE_DELETE: { guild: intent.guilds, direct: 0 },
  CHANNEL_CREATE: { guild: intent.guilds, direct: 0 },
  CHANNEL_UPDATE: { guild: intent.guilds, direct: 0 },
  CHANNEL_DELETE: { guild: intent.guilds, direct: 0 },
  CHANNEL_PINS_UPDATE: { guild: intent.guilds, direct: intent.directMessages },
  THREAD_CREATE: { guild: intent.guilds, direct: 0 },
  THREAD_UPDATE: { guild: intent.guilds, direct: 0 },
  THREAD_DELETE: { guild: intent.guilds, direct: 0 },
  THREAD_LIST_SYNC: { guild: intent.guilds, direct: 0 },
  THREAD_MEMBER_UPDATE: { guild: intent.guilds, direct: 0 },
  THREAD_MEMBERS_UPDATE: { guild: intent.guilds | intent.guildMembers, direct: 0 },
  GUILD_MEMBER_ADD: { guild: intent.guildMembers, direct: 0 },
  // Of the bot itself it is told in any case (discord docs: events/gateway "Caveats").
  GUILD_MEMBER_UPDATE: { guild: intent.guilds | intent.guildMembers, direct: 0 },
  GUILD_MEMBER_REMOVE: { guild: intent.guildMembers, direct: 0 },
  VOICE_STATE_UPDATE: { guild: intent.guildVoiceStates, direct: 0 },
  MESSAGE_CREATE: { guild: intent.guildMessages, direct: intent.directMessages },
  MESSAGE_UPDATE: { guild: intent.guildMessages, direct: intent.directMessages },
  MESSAGE_DELETE: { guild: intent.guildMessages, direct: intent.directMessages },
  MESSAGE_DELETE_BULK: { guild: intent.guildMessages, direct: 0 },
  MESSAGE_REACTION_ADD: { guild: intent.guildMessageReactions, direct: intent.directMessageReactions },
  MESSAGE_REACTION_REMOVE: { guild: intent.guildMessageReactions, direct: intent.directMessageReactions },
  TYPING_START: { guild: intent.guildMessageTyping, direct: intent.directMessageTyping },
};

/** Whether a session with these intents hears of the event. */
export function hears(intents: number, name: string, inGuild: boolean): boolean {
  const rule = needed[name];
  return !rule || (intents & (inGuild ? rule.guild : rule.direct)) !== 0;
}
