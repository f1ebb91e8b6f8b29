import { permission } from "../../sandbox/discord/access/permission-bits.ts";
import type { Interaction } from "../../sandbox/discord/world/interaction.ts";
import { newMember, newUser } from "../../sandbox/discord/world/user.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { workspaceId } from "../../src/core/ids.ts";
import type { Person, Place } from "../../src/core/inbound.ts";
import { writeHandle } from "../../src/platforms/discord/reply-handle.ts";
import type { Ground } from "./ground.ts";
import { requestsSince } from "./requests.ts";
import { type RoleName, rolesOn } from "./table.ts";

const bits = (
  permission.VIEW_CHANNEL |
  permission.SEND_MESSAGES |
  permission.SEND_MESSAGES_IN_THREADS
).toString();
/** Time flies in these tests, and no answer is to be too late for it. */
const ahead = 10 * 60_000;
const week = 7 * 24 * 60 * 60_000;

export function groundOnDiscord({ discord, clock, ledger, origin: _ }: Sandbox): Ground {
  const { state, named } = discord;
  const { guild, users } = named;
  const names = [...rolesOn("discord"), "newcomer", "whisperer", "foreigner"] as const;
  const people = new Map<string, Person>();
  for (const name of names) {
    const id = state.nextId();
    // whoever speaks where few read has a name that nobody else is to learn
    const shown = name === "whisperer" || name === "foreigner" ? `canary-${name}` : name;
    state.users.set(id, newUser(id, name, shown, false));
    if (name !== "stranger")
      state.members.get(guild)?.set(id, newMember(id, new Date(clock.now()).toISOString(), []));
    people.set(name, { id, name: shown });
  }
  const person = (name: string): Person => {
    const found = people.get(name);
    if (!found) throw new Error(`nobody is ${name}`);
    return found;
  };
  const closed = (name: string, allowed: readonly string[]): Place => {
    const { id } = discord
      .as(users.olivia)
      .createChannel(guild, name, [
        { id: guild, type: 0, allow: "0", deny: bits },
        { id: users.parley, type: 1, allow: bits, deny: "0" },
        ...allowed.map((one) => ({ id: person(one).id, type: 1 as const, allow: bits, deny: "0" })),
      ]);
    return placeOf(id);
  };
  const placeOf = (channel: string): Place => ({
    platform: "discord",
    workspace: workspaceId("discord", guild),
    channel,
    kind: "channel",
  });
  const inside: readonly RoleName[] = ["owner", "editor", "viewer", "plain", "silenced"];
  const channel = placeOf(named.channels.general);
  const privateChannel = closed("vault", [...inside, "newcomer", "removed"]);
  const foreign = closed("foreign", ["foreigner"]);
  const directOf = (role: RoleName): Place => ({
    platform: "discord",
    workspace: workspaceId("discord", "@me"),
    channel: discord.as(person(role).id).dm().id,
    kind: "dm",
  });
  return {
    platform: "discord",
    person,
    channel,
    privateChannel,
    foreign,
    dm: directOf("plain"),
    directOf,
    elsewhere: (place) => ({ ...place, workspace: workspaceId("discord", "1234") }),
    openPrivateThread() {
      const as = discord.as(person("owner").id);
      const { id } = as.openThread(channel.channel, { name: "whispers", isPrivate: true, invitable: true });
      for (const one of [...inside, "whisperer", "removed"]) as.joinThread(id, person(one).id);
      as.joinThread(id, users.parley);
      return { ...channel, thread: id };
    },
    say(by, place, text) {
      const content = place.kind === "dm" ? text : `<@${users.parley}> ${text}`;
      return { id: discord.as(by.id).say(place.thread ?? place.channel, { content }).id, place };
    },
    handle(kind, by, place, now) {
      const id = state.nextId();
      const token = `token-${id}`;
      const { promise: settled, resolve: onSettled } = Promise.withResolvers<Interaction>();
      state.interactions.set(id, {
        id,
        token,
        type: kind === "command" ? 2 : 3,
        userId: by.id,
        channelId: place.thread ?? place.channel,
        ...(place.kind === "dm" ? {} : { guildId: guild }),
        createdAt: now + ahead,
        data: {},
        ...(kind === "button" ? { sourceMessageId: state.nextId() } : {}),
        state: kind === "command" ? { kind: "waiting" } : { kind: "acknowledged" },
        // a button has been acknowledged by the adapter before the core hears of it
        answered: kind === "button",
        followUpIds: [],
        settled,
        onSettled,
      });
      return { ...writeHandle(kind, id, token), issuedAt: now + ahead };
    },
    removePeople() {
      discord.as(users.adam).timeOut(guild, person("silenced").id, clock.now() + week);
      discord.as(users.adam).kick(guild, person("removed").id);
    },
    toldBy: ({ id }, _person, since) =>
      requestsSince(ledger, since)
        .filter((e) => e.path?.includes(`token-${id}`))
        .map((e) => JSON.stringify(e.request ?? ""))
        .join("\n"),
    files: () => state.files.size,
    filesSince: (files) =>
      [...state.files.values()].slice(files).map((file) => new TextDecoder().decode(file.bytes)),
    link: (place, id) => `https://discord.com/channels/${guild}/${place.thread ?? place.channel}/${id}`,
    named: ({ id }) => id,
    newId: () => state.nextId(),
    rest: () => discord.limits.reset(),
  };
}
