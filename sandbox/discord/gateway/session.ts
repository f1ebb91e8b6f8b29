import { may } from "../access/permissions.ts";
import type { Happening } from "../world/hub.ts";
import type { World } from "../world/world.ts";
import { hears, intent } from "./intents.ts";

export interface Frame {
  op: number;
  t: string;
  s: number;
  d: object;
}

/** One identified session: it outlives its connection for a while, so that it can be resumed. */
export interface Session {
  id: string;
  intents: number;
  shard: [number, number];
  /** Number of the last event. */
  seq: number;
  /** Events that a resume may ask for again, oldest first. */
  sent: Frame[];
  /** Milliseconds since the Unix epoch at which the connection was lost; undefined while connected. */
  lostAt: number | undefined;
}

/** Events kept for a resume: a sandbox that is left open must not fill the memory. */
const bufferedMax = 10_000;

/** The next event of this session, remembered for replay. */
export function nextFrame(session: Session, t: string, d: object): Frame {
  const frame = { op: 0, t, s: ++session.seq, d };
  session.sent.push(frame);
  if (session.sent.length > bufferedMax) session.sent.splice(0, session.sent.length - bufferedMax);
  return frame;
}

/** What the session learns of a happening, if anything: by shard, intents and what the bot may see. */
export function heard(world: World, session: Session, happening: Happening): object | undefined {
  const { name, guildId, channelId } = happening;
  const [shard, count] = session.shard;
  // DMs and what has no guild go to shard 0 (discord docs: events/gateway "Sharding").
  const home = guildId ? Number((BigInt(guildId) >> 22n) % BigInt(count)) : 0;
  if (home !== shard || !hears(session.intents, name, guildId !== undefined)) return undefined;
  const { aboutUserId } = happening;
  const aboutOther = aboutUserId !== undefined && aboutUserId !== world.application.botId;
  if (aboutOther && !(session.intents & intent.guildMembers)) return undefined;
  const channel = channelId ? world.channels.get(channelId) : undefined;
  if (channelId && (!channel || !may(world, world.application.botId, channel, "VIEW_CHANNEL"))) {
    return undefined;
  }
  const readsContent = (session.intents & intent.messageContent) !== 0;
  return readsContent ? happening.data : (happening.withheld ?? happening.data);
}
