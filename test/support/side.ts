import assert from "node:assert/strict";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { PlatformName } from "../../src/core/ids.ts";

/** A message somebody wrote, and where its answer is to be looked for. */
export interface Asked {
  id: string;
  /** Discord: the channel or thread. Slack: the channel. */
  channel: string;
  /** Slack: the thread that the answer stands in. */
  thread?: string;
}

/** One of Parley's messages as a person sees it. */
export interface Shown {
  id: string;
  text: string;
  buttons: string[];
}

export interface Asking {
  /** Below this earlier message. */
  in?: Asked;
  person?: "first" | "second";
  /** With a picture attached: of one pixel, or this one. */
  picture?: true | Uint8Array;
  /** In another conversation than usual. */
  elsewhere?: boolean;
}

/** One platform as the people on it use it, in the same words for both. */
export interface Side {
  platform: PlatformName;
  /** Mentions Parley in the channel everyone is in, or writes in an answer's thread. */
  ask(text: string, how?: Asking): Asked;
  /** Writes without addressing anyone; `in`: in the thread that stands below this message. */
  chat(text: string, how?: Pick<Asking, "in">): Asked;
  /** Writes to Parley directly. */
  dm(text: string): Asked;
  /** Opens a thread below a message by hand, and gives the place in it. */
  openThread(asked: Asked): Asked;
  edit(asked: Asked, text: string): void;
  remove(asked: Asked): void;
  /** What Parley shows below a message, oldest first, to everyone. */
  shown(asked: Asked): Shown[];
  press(asked: Asked, label: string): Promise<void>;
  /** Whether commands can be used yet. */
  offered(): boolean;
  /** Uses a slash command where the platform takes one; gives what its person is shown. */
  command(name: string, options?: Record<string, string>): Promise<() => string | undefined>;
}

export function sideOf(platform: PlatformName, sandbox: Sandbox): Side {
  return platform === "discord" ? discordSide(sandbox) : slackSide(sandbox);
}

function discordSide({ discord }: Sandbox): Side {
  const { users, channels } = discord.named;
  const people = { first: users.maya, second: users.ben };
  const parley = users.parley;
  const say = (
    content: string,
    person: "first" | "second",
    channel: string,
    picture?: Asking["picture"],
  ): Asked => {
    const files = filesOf(picture).map(({ name, mimetype, bytes }) => ({
      filename: name,
      contentType: mimetype,
      bytes,
    }));
    const message = discord.as(people[person]).say(channel, { content, files });
    return { id: message.id, channel };
  };
  const below = (asked: Asked) =>
    [...discord.state.messages.values()].filter(
      (m) =>
        m.authorId === parley &&
        m.channel_id === asked.channel &&
        !m.ephemeralFor &&
        BigInt(m.id) > BigInt(asked.id),
    );
  const shown = (asked: Asked): Shown[] => {
    const own = below(asked).filter((m) => !m.interaction_metadata);
    const first = own.findIndex((m) => m.message_reference?.message_id === asked.id);
    if (first < 0) return [];
    const next = own.findIndex(
      (m, i) => i > first && m.message_reference && m.message_reference.message_id !== asked.id,
    );
    return own.slice(first, next < 0 ? undefined : next).map((m) => ({
      id: m.id,
      text: m.content,
      buttons: buttonsIn(m.components),
    }));
  };
  return {
    platform: "discord",
    ask: (text, { in: at, person = "first", picture, elsewhere } = {}) =>
      say(
        `<@${parley}> ${text}`,
        person,
        at?.channel ?? (elsewhere ? channels.random : channels.general),
        picture,
      ),
    chat: (text, { in: at } = {}) => say(text, "first", at?.channel ?? channels.general),
    dm: (text) => say(text, "first", discord.as(people.first).dm().id),
    openThread(asked) {
      const thread = { name: "by hand", from: asked.id };
      return { id: asked.id, channel: discord.as(people.first).openThread(asked.channel, thread).id };
    },
    edit: (asked, text) => discord.as(people.first).edit(asked.id, `<@${parley}> ${text}`),
    remove: (asked) => discord.as(people.first).remove(asked.id),
    shown,
    async press(asked, label) {
      for (const { id } of shown(asked).toReversed()) {
        const customId = customIdOf(discord.state.messages.get(id)?.components ?? [], label);
        if (customId) return void discord.as(people.first).press(id, customId);
      }
      assert.fail(`no button ${label}`);
    },
    offered: () => discord.as(people.first).commands(channels.general).length > 0,
    async command(name, options = {}) {
      const interaction = discord.as(people.first).slash(channels.general, name, options);
      const seen = () => discord.visibleTo(people.first, channels.general);
      return () =>
        seen().find((m) => (m.interaction_metadata as { id?: string } | undefined)?.id === interaction.id)
          ?.content || undefined;
    },
  };
}

function slackSide({ slack }: Sandbox): Side {
  const people = { first: "U0CLEO", second: "U0DAN" };
  const parley = slack.state.app.botUserId;
  const general = [...slack.state.channels.values()].find((c) => c.name === "general")?.id ?? "";
  const shown = (asked: Asked): Shown[] =>
    slack
      .visibleTo(people.first, asked.channel, asked.thread ?? asked.id)
      .filter((m) => m.user === parley && !m.ephemeral && Number(m.ts) > Number(asked.id))
      .map((m) => ({ id: m.ts, text: textOf(m.blocks) ?? m.text, buttons: buttonsIn(m.blocks ?? []) }));
  return {
    platform: "slack",
    ask(text, { in: at, person = "first", picture } = {}) {
      const files = filesOf(picture);
      const thread = at && (at.thread ?? at.id);
      const said = { text: `<@${parley}> ${text}`, files, ...(thread ? { thread_ts: thread } : {}) };
      const message = slack.as(people[person]).say(general, said);
      return { id: message.ts, channel: general, thread: thread ?? message.ts };
    },
    chat(text, { in: at } = {}) {
      const thread = at && (at.thread ?? at.id);
      const said = { text, ...(thread ? { thread_ts: thread } : {}) };
      const message = slack.as(people.first).say(general, said);
      return { id: message.ts, channel: general, ...(thread ? { thread } : {}) };
    },
    dm(text) {
      const message = slack.as(people.first).dm(text);
      return { id: message.ts, channel: message.channel, thread: message.ts };
    },
    openThread: (asked) => ({ ...asked, thread: asked.id }),
    edit: (asked, text) =>
      slack.as(people.first).edit({ channel: asked.channel, ts: asked.id }, `<@${parley}> ${text}`),
    remove: (asked) => slack.as(people.first).remove({ channel: asked.channel, ts: asked.id }),
    shown,
    async press(asked, label) {
      for (const { id } of shown(asked).toReversed()) {
        const message = slack.state.messages.get(asked.channel)?.get(id);
        const action = actionIdOf((message?.blocks ?? []) as unknown[], label);
        if (action)
          return void (await slack.as(people.first).press({ channel: asked.channel, ts: id }, action));
      }
      assert.fail(`no button ${label}`);
    },
    offered: () => true,
    async command(name, options = {}) {
      const before = slack.visibleTo(people.first, general).length;
      await slack.as(people.first).slash(general, "/parley", [name, ...Object.values(options)].join(" "));
      return () => {
        const last = slack.visibleTo(people.first, general).slice(before).at(-1);
        return last && (textOf(last.blocks) ?? last.text);
      };
    },
  };
}

/** A picture of one pixel. */
const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

function filesOf(picture: Asking["picture"]) {
  if (!picture) return [];
  return [{ name: "dot.png", mimetype: "image/png", bytes: picture === true ? dot : Buffer.from(picture) }];
}

type Json = Record<string, unknown>;

/** Every object in a tree of blocks or components. */
function* objectsIn(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const item of value) yield* objectsIn(item);
  else if (typeof value === "object" && value !== null) {
    yield value as Json;
    for (const inner of Object.values(value)) yield* objectsIn(inner);
  }
}

function labelOf(item: Json): unknown {
  return typeof item.label === "string" ? item.label : (item.text as Json | undefined)?.text;
}

const isButton = (item: Json) => item.type === 2 || item.type === "button";

function buttonsIn(blocks: unknown): string[] {
  return [...objectsIn(blocks)].filter(isButton).map((item) => String(labelOf(item)));
}

function customIdOf(blocks: unknown, label: string): string | undefined {
  const button = [...objectsIn(blocks)].find((item) => isButton(item) && labelOf(item) === label);
  return button?.custom_id as string | undefined;
}

function actionIdOf(blocks: unknown, label: string): string | undefined {
  const button = [...objectsIn(blocks)].find((item) => isButton(item) && labelOf(item) === label);
  return button?.action_id as string | undefined;
}

function textOf(blocks: unknown): string | undefined {
  const texts = [...objectsIn(blocks)]
    .filter((item) => item.type === "markdown")
    .map((item) => String(item.text));
  return texts.length > 0 ? texts.join("\n") : undefined;
}
