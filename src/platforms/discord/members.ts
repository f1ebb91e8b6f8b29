import { z } from "zod";
import type { Person, Place } from "../../core/inbound.ts";
import type { Members } from "../../core/members.ts";
import type { Access } from "../../core/rights.ts";
import { discordCode, failure, isRefused } from "./answer.ts";
import type { Api } from "./api.ts";
import type { Channels } from "./channels.ts";
import { channelOf, placeOf } from "./known.ts";
import { has, rightsOf } from "./rights.ts";
import { personOf } from "./text-in.ts";
import { nick, snowflake, user } from "./wire-user.ts";

/** discord docs: resources/guild, "Guild Member Object" */
const memberSchema = nick.extend({
  user,
  roles: z.array(snowflake),
  communication_disabled_until: z.string().nullish(),
});
type Member = z.infer<typeof memberSchema>;
const dmSchema = z.object({ id: snowflake, recipients: z.array(user).catch([]) });

export function createMembers(deps: { api: Api; channels: Channels; now(): number }): Members {
  const { api, channels } = deps;

  /** Undefined for who is not, or no longer, in the server. */
  async function memberOf(guild: string, person: string, signal: AbortSignal): Promise<Member | undefined> {
    if (!snowflake.safeParse(person).success) return undefined;
    const path = `/guilds/${guild}/members/${person}` as const;
    const answer = await api.persist({ method: "GET", path }, signal);
    if (isRefused(answer, discordCode.unknownMember, discordCode.unknownUser, discordCode.unknownGuild))
      return undefined;
    if (answer.kind !== "ok") throw failure(answer, "look up a member");
    return memberSchema.parse(answer.body);
  }

  async function isRecipient(channel: string, person: string, signal: AbortSignal): Promise<boolean> {
    const answer = await api.persist({ method: "GET", path: `/channels/${channel}` }, signal);
    if (answer.kind === "refused") return false;
    if (answer.kind !== "ok") throw failure(answer, "look at a direct message");
    return dmSchema.parse(answer.body).recipients.some((one) => one.id === person);
  }

  async function isInThread(thread: string, person: string, signal: AbortSignal): Promise<boolean> {
    const path = `/channels/${thread}/thread-members/${person}` as const;
    const answer = await api.persist({ method: "GET", path }, signal);
    if (answer.kind === "refused") return false;
    if (answer.kind !== "ok") throw failure(answer, "look up a thread's member");
    return true;
  }

  async function access(place: Place, person: string, signal: AbortSignal): Promise<Access> {
    if (place.kind === "dm") return (await isRecipient(place.channel, person, signal)) ? "write" : "none";
    const guild = guildOf(place);
    await channels.ensure(place.channel, guild, signal);
    await channels.ensure(channelOf(place), guild, signal);
    const rights = channels.rightsIn(channelOf(place));
    if (rights?.guild.id !== guild) return "none";
    const member = await memberOf(guild, person, signal);
    if (!member) return "none";
    const bits = rightsOf({ id: person, roles: member.roles }, rights.guild, rights.overwrites);
    if (!has(bits, "ViewChannel")) return "none";
    const isHidden = rights.isPrivateThread && !has(bits, "ManageThreads") && place.thread !== undefined;
    if (isHidden && !(await isInThread(channelOf(place), person, signal))) return "none";
    const speaks = has(bits, place.thread === undefined ? "SendMessages" : "SendMessagesInThreads");
    const silencedUntil = Date.parse(member.communication_disabled_until ?? "");
    return speaks && !(silencedUntil > deps.now()) ? "write" : "read";
  }

  return {
    access,
    async isPrivate(place, signal) {
      if (place.thread === undefined || place.kind === "dm") return false;
      await channels.ensure(place.thread, guildOf(place), signal);
      // of a thread that can't be looked at nobody knows who may read it
      return channels.rightsIn(place.thread)?.isPrivateThread ?? true;
    },
    async add(place, person, signal) {
      if (place.kind === "dm") return false;
      const { thread, ...channel } = place;
      if ((await access(channel, person, signal)) === "none") return false;
      if (thread === undefined) return true;
      const path = `/channels/${thread}/thread-members/${person}` as const;
      const answer = await api.persist({ method: "PUT", path }, signal);
      if (answer.kind === "refused") return false;
      if (answer.kind !== "ok") throw failure(answer, "add someone to a thread");
      return true;
    },
    async direct(_place, person, signal) {
      const call = { method: "POST", path: "/users/@me/channels", body: { recipient_id: person } } as const;
      const answer = await api.persist(call, signal);
      if (answer.kind !== "ok") throw failure(answer, "open a direct message");
      return placeOf(dmSchema.parse(answer.body).id, undefined, undefined);
    },
    async find(place, who, signal): Promise<Person | undefined> {
      const id = /^<@!?(\d{1,20})>$/.exec(who.trim())?.[1] ?? who.trim();
      if (place.kind === "dm") return undefined;
      const member = await memberOf(guildOf(place), id, signal);
      return member && !member.user.bot ? personOf(member.user, member) : undefined;
    },
  };
}

function guildOf(place: Place): string {
  return place.workspace.slice("discord/".length);
}
