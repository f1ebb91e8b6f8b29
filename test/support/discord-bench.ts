import { createDiscord, type Discord } from "../../sandbox/discord/discord.ts";
import { createFaults, type Faults } from "../../sandbox/kernel/faults.ts";
import { createLedger, type Ledger } from "../../sandbox/kernel/ledger.ts";
import { listen } from "../../sandbox/kernel/server.ts";
import type { Clock } from "../../src/core/clock.ts";
import { workspaceId } from "../../src/core/ids.ts";
import type { Person, Place } from "../../src/core/inbound.ts";
import type { Log } from "../../src/core/log.ts";
import { createDiscordPlatform } from "../../src/platforms/discord/discord.ts";
import type { Bench, Standing } from "../contracts/platform-bench.ts";
import { hastyClock } from "./hasty-clock.ts";
import { type Heard, keepHeard } from "./heard.ts";
import { offered } from "./test-commands.ts";
import { untilHolds } from "./until-holds.ts";

type Seed = NonNullable<Parameters<typeof createDiscord>[1]>;

/** The Discord adapter, started, against the loopback Discord, with the levers of both. */
export interface DiscordBench extends Bench {
  discord: Discord;
  ledger: Ledger;
  faults: Faults;
  events: Heard;
  clock: Clock;
  origin: string;
  /** Constant messages that were logged. */
  logged: readonly string[];
  thread(id: string): Place;
  /** A second adapter on the same Discord, as after a restart; ended with the bench. */
  restart(): Promise<{ platform: Bench["platform"]; events: Heard }>;
}

export async function discordBench(
  options: { clock?: Clock; seed?: Seed; start?: boolean } = {},
): Promise<DiscordBench> {
  const clock = options.clock ?? hastyClock();
  const ledger = createLedger(clock);
  const faults = createFaults();
  let origin = "";
  const discord = createDiscord({ clock, ledger, faults, origin: () => origin }, options.seed);
  const server = await listen([discord]);
  origin = server.origin;
  const { named, state } = discord;
  const logged: string[] = [];
  const keep = (_: object, message: string) => void logged.push(message);
  const log: Log = { info: keep, warn: keep, error: keep };
  const life = new AbortController();
  const open = () =>
    createDiscordPlatform({
      token: discord.token,
      apiUrl: `${origin}/discord/api`,
      clock,
      log,
      commands: offered,
    });
  const platforms = [open()];
  const [platform] = platforms as [ReturnType<typeof open>];
  const events = keepHeard([{ name: "demo", value: "demo" }]);
  if (options.start !== false) await platform.start(events, life.signal);

  const guild = workspaceId("discord", named.guild);
  const person = (id: string): Person => {
    const user = state.users.get(id);
    return { id, name: user?.global_name ?? user?.username ?? "" };
  };
  const channel: Place = {
    platform: "discord",
    workspace: guild,
    channel: named.channels.general,
    kind: "channel",
  };
  /** What each person used last. */
  const used = new Map<string, ReturnType<ReturnType<typeof discord.as>["slash"]>>();
  const direct = discord.as(named.users.ben).dm();
  const standing = (message: typeof state.messages extends Map<string, infer M> ? M : never): Standing => ({
    id: message.id,
    text: message.content,
    own: message.authorId === named.users.parley,
    buttons: message.components.flatMap((row) =>
      ((row.components ?? []) as { label?: string }[]).map((one) => one.label ?? ""),
    ),
    pings: message.pings,
    files: message.attachments.map((one) => one.filename),
  });
  const postFault = (when: "before" | "after", times: number) =>
    faults.add({
      service: "discord",
      name: "POST /channels/:id/messages",
      fault: { kind: "reset", when },
      times,
    });

  return {
    platform,
    discord,
    ledger,
    faults,
    events,
    clock,
    origin,
    logged,
    channel,
    dm: { platform: "discord", workspace: workspaceId("discord", "@me"), channel: direct.id, kind: "dm" },
    thread: (id) => ({ ...channel, thread: id }),
    people: {
      ben: person(named.users.ben),
      chloe: person(named.users.chloe),
      say({ id }, { channel, thread }, text, { mention, repliesTo, file } = {}) {
        const content = mention ? `<@${named.users.parley}> ${text}` : text;
        const files = file
          ? [{ filename: file.name, content_type: file.mime, bytes: file.bytes }]
          : undefined;
        const saying = { content, ...(repliesTo ? { replyTo: repliesTo } : {}), ...(files ? { files } : {}) };
        return discord.as(id).say(thread ?? channel, saying as never).id;
      },
      edit: ({ id }, _place, message, text) => void discord.as(id).edit(message, text),
      remove: ({ id }, _place, message) => discord.as(id).remove(message),
      pingOf: ({ id }) => `<@${id}>`,
      pingAll: "@everyone",
      press({ id }, _place, message, label) {
        const rows = state.messages.get(message)?.components ?? [];
        const buttons = rows.flatMap(
          (row) => (row.components ?? []) as { label?: string; custom_id?: string }[],
        );
        const button = buttons.find((one) => one.label === label);
        used.set(id, discord.as(id).press(message, button?.custom_id ?? ""));
      },
      choose: ({ id }, _place, message, label) => void discord.as(id).messageCommand(label, message),
      command: ({ id }, { channel, thread }, name, values) =>
        void used.set(id, discord.as(id).slash(thread ?? channel, name, values)),
      picked: ({ id }) => id,
      async form({ id }) {
        const settled = await used.get(id)?.settled;
        if (settled?.state.kind !== "modal") throw new Error(`no form opened: ${settled?.state.kind}`);
        const { title, components } = settled.state;
        return { title, fields: Object.fromEntries(components.map((one) => shownField(one as never))) };
      },
      submit({ id }, values) {
        const opened = used.get(id);
        if (!opened) throw new Error("nothing was used");
        const emptied = Object.entries(values).map(([name, value]) => {
          const isMenu = name === "tone" || name === "friend";
          return [name, isMenu ? [value].filter(Boolean) : value] as const;
        });
        used.set(id, discord.as(id).submitModal(opened, Object.fromEntries(emptied)));
      },
    },
    get heard() {
      return events.events;
    },
    hear: events.until,
    forms: events,
    async standing({ channel, thread }, viewer) {
      return discord.visibleTo(viewer?.id ?? named.users.olivia, thread ?? channel).map(standing);
    },
    losePosts: (times) => void postFault("after", times),
    swallowPosts: (times) => void postFault("before", times),
    commandWrites: () =>
      ledger.entries.filter((one) => /^(?:PUT|POST|PATCH|DELETE) \/applications\/.*commands/.test(one.name))
        .length,
    foreignUrl: "https://cdn.discordapp.com.example/attachments/1/2/a.png",
    until: untilHolds,
    async restart() {
      const next = open();
      platforms.push(next);
      const heard = keepHeard();
      await next.start(heard, life.signal);
      return { platform: next, events: heard };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(platforms.map((one) => one.stop()));
      await server.close();
    },
  };
}

/** A field of a modal by its name, with what stands in it at first. */
function shownField({ component }: { component: Record<string, unknown> }): [string, string] {
  const options = (component.options ?? []) as { value: string; default?: boolean }[];
  const [person] = (component.default_values ?? []) as { id: string }[];
  const value = component.value ?? options.find((one) => one.default)?.value ?? person?.id ?? "";
  return [String(component.custom_id), String(value)];
}
