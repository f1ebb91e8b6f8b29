import type { Fact } from "./fact.ts";

/** What holds for the gateway: sessions, intents, and what is withheld. */
export const gatewayFacts = [
  {
    id: "DISCORD-GATEWAY-HELLO",
    fact: "the first frame is op 10 with the heartbeat interval",
    source: 'discord docs: events/gateway "Hello Event"',
  },
  {
    id: "DISCORD-GATEWAY-READY",
    fact: "identifying brings READY with unavailable guilds, then each guild",
    source: 'discord docs: events/gateway-events "Ready", "Guild Create"',
  },
  {
    id: "DISCORD-GATEWAY-CLOSE",
    fact: "each wrong frame is answered with its close code",
    source: 'discord docs: topics/opcodes-and-status-codes "Gateway Close Event Codes"',
  },
  {
    id: "DISCORD-INTENT-PRIVILEGED",
    fact: "an intent that is off in the portal closes with 4014",
    source: 'discord docs: events/gateway "Gateway Intents"',
  },
  {
    id: "DISCORD-GATEWAY-RESUME",
    fact: "a lost connection is resumed, and what was missed is replayed in order",
    source: 'discord docs: events/gateway "Resuming"',
  },
  {
    id: "DISCORD-GATEWAY-RESUME-REFUSED",
    fact: "an unknown, ended or stale session gets op 9 false, an impossible seq 4007",
    source: 'discord docs: events/gateway "Initiating a Disconnect", "Preparing to Resume"',
  },
  {
    id: "DISCORD-GATEWAY-RECONNECT",
    fact: "op 7, op 9 and close codes reach the client, which comes back and misses nothing",
    source: 'discord docs: events/gateway "Resuming"',
  },
  {
    id: "DISCORD-GATEWAY-INVALID",
    fact: "after op 9 false only a new session helps, and what was missed stays missed",
    source: 'discord docs: events/gateway-events "Invalid Session"',
  },
  {
    id: "DISCORD-GATEWAY-HEARTBEAT",
    fact: "heartbeats are acknowledged; without them the connection is cut, to be resumed",
    source: 'discord docs: events/gateway "Heartbeat Interval"',
  },
  {
    id: "DISCORD-GATEWAY-ZOMBIE",
    fact: "when acknowledgements fail to come, the client notices, reconnects and resumes",
    source: 'discord docs: events/gateway "Sending Heartbeats"',
  },
  {
    id: "DISCORD-GATEWAY-FROZEN",
    fact: "a half-open connection stays open and says nothing; resuming elsewhere brings all",
    source: 'how TCP behaves when a peer is gone; discord docs: events/gateway "Resuming"',
  },
  {
    id: "DISCORD-GATEWAY-SENDS",
    fact: "the 121st frame within a minute closes with 4008",
    source: 'discord docs: events/gateway "Rate Limiting"',
  },
  {
    id: "DISCORD-IDENTIFY-CONCURRENCY",
    fact: "a second session within five seconds is answered with op 9",
    source: 'discord docs: events/gateway "Identifying", "Session Start Limit Object"',
  },
  {
    id: "DISCORD-IDENTIFY-BUDGET",
    fact: "the daily starts are told, counted, and beyond them the token is reset",
    source: 'discord docs: events/gateway "Identifying"',
  },
  {
    id: "DISCORD-GATEWAY-SHARDS",
    fact: "guild events go to the guild's shard, direct messages to shard 0",
    source: 'discord docs: events/gateway "Sharding"',
  },
  {
    id: "DISCORD-GATEWAY-VIEW",
    fact: "of a channel hidden from the bot it hears nothing until it may see it",
    source: 'discord docs: events/gateway-events "Message Create"; topics/permissions',
  },
  {
    id: "DISCORD-GUILD-OUTAGE",
    fact: "in an outage a guild is deleted as unavailable, and created again after it",
    source: 'discord docs: events/gateway-events "Guild Delete"',
  },
  {
    id: "DISCORD-INTENT-EVENTS",
    fact: "a session hears what its intents name, and interactions always",
    source: 'discord docs: events/gateway "List of Intents"',
  },
  {
    id: "DISCORD-INTENT-CONTENT",
    fact: "without the content intent text, embeds, files and components arrive empty",
    source: 'discord docs: events/gateway "Message Content Intent"',
  },
  {
    id: "DISCORD-INTENT-CONTENT-OWN",
    fact: "mentions, direct messages, the bot's own and a menu command's target arrive whole",
    source: 'discord docs: events/gateway "Message Content Intent"',
  },
  {
    id: "DISCORD-INTENT-CONTENT-REST",
    fact: "reading messages withholds content while the portal's switch is off",
    source: 'discord docs: events/gateway "Message Content Intent"',
  },
  {
    id: "DISCORD-INTENT-MEMBERS",
    fact: "joins, leaves and other members' changes are heard only with the members intent",
    source: 'discord docs: events/gateway "List of Intents", "Caveats"; resources/guild "List Guild Members"',
  },
  {
    id: "DISCORD-DM-QUIET",
    fact: "no event tells of a new DM before its first message",
    source: 'discord docs: change-log "API and Gateway v8"',
  },
] as const satisfies readonly Fact[];
