import type { Parts } from "../world/parts.ts";
import type { Connection } from "./connection.ts";
import { intent } from "./intents.ts";
import { nextFrame, type Session } from "./session.ts";

/** Op 8: members by id or by the beginning of their name (discord docs: events/gateway-events "Request Guild Members"). */
export function requestMembers(
  { world, views }: Parts,
  connection: Connection,
  data: unknown,
  close: (code: number, reason: string) => void,
) {
  const { session } = connection;
  if (!session) return;
  const given = (data ?? {}) as {
    guild_id?: string;
    query?: string;
    limit?: number;
    user_ids?: string | string[];
    nonce?: string;
  };
  const members = world.members.get(String(given.guild_id));
  if (!members) return;
  const wantsAll = given.query === "" && given.limit === 0;
  if (wantsAll && !(session.intents & intent.guildMembers)) return close(4014, "Disallowed intent(s).");
  const ids = given.user_ids === undefined ? undefined : [given.user_ids].flat();
  const matching = [...members.values()].filter((one) => {
    if (ids) return ids.includes(one.userId);
    return views
      .user(one.userId)
      .username.toLowerCase()
      .startsWith((given.query ?? "").toLowerCase());
  });
  const found = given.limit ? matching.slice(0, given.limit) : matching;
  const missing = ids?.filter((id) => !members.has(id)) ?? [];
  const chunk = {
    guild_id: given.guild_id,
    members: found.map((one) => views.member(String(given.guild_id), one)),
    chunk_index: 0,
    chunk_count: 1,
    ...(missing.length > 0 ? { not_found: missing } : {}),
    ...(given.nonce ? { nonce: given.nonce } : {}),
  };
  connection.dispatch(nextFrame(session, "GUILD_MEMBERS_CHUNK", chunk));
}

/** Op 4: the bot joins, moves within or leaves voice. There is no voice server: its endpoint stays null. */
export function updateVoiceState({ world, hub }: Parts, session: Session, data: unknown): void {
  const given = (data ?? {}) as {
    guild_id?: string;
    channel_id?: string | null;
    self_mute?: boolean;
    self_deaf?: boolean;
  };
  const guildId = String(given.guild_id);
  const { botId } = world.application;
  if (!world.members.get(guildId)?.has(botId)) return;
  const states = world.voiceStates.get(guildId) ?? new Map();
  world.voiceStates.set(guildId, states);
  const state = {
    channel_id: given.channel_id ?? null,
    user_id: botId,
    session_id: session.id,
    deaf: false,
    mute: false,
    self_deaf: given.self_deaf ?? false,
    self_mute: given.self_mute ?? false,
    self_video: false,
    suppress: false,
    request_to_speak_timestamp: null,
  };
  if (state.channel_id === null) states.delete(botId);
  else states.set(botId, state);
  hub.emit({ name: "VOICE_STATE_UPDATE", guildId, data: { ...state, guild_id: guildId } });
  if (state.channel_id !== null) {
    hub.emit({
      name: "VOICE_SERVER_UPDATE",
      guildId,
      data: { token: session.id, guild_id: guildId, endpoint: null },
    });
  }
}
