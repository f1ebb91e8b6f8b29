import assert from "node:assert/strict";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { PlatformName } from "../../src/core/ids.ts";

/** One of Parley's messages that a person sees, wherever it stands, those for them alone included. */
export interface Heard {
  id: string;
  channel: string;
  /** The thread it stands in. */
  thread: string | undefined;
  text: string;
  buttons: { label: string; id: string }[];
  files: { name: string; alt: string | undefined }[];
}

/** A person who uses commands and the buttons under their answers, in the same words on both platforms. */
export interface Commander {
  /** Types a command in the channel everyone is in, or in a thread. Texts fill the options in order on Slack. */
  use(name: string, options?: Record<string, string | number>, thread?: string): Promise<void>;
  /**
   * The same with a picture: in an option of its own on Discord, in the message that the command is written in on Slack.
   */
  useWith(
    picture: { option: string; bytes: Uint8Array },
    name: string,
    options?: Record<string, string | number>,
  ): Promise<void>;
  /** Chooses what stands with this label in the menu of a message, which may stand in a thread. */
  choose(label: string, message: string): Promise<void>;
  /** Everything of Parley's that the person sees, oldest first. */
  heard(): Heard[];
  press(heard: Heard, label: string): Promise<void>;
  /** A link to a message in the channel itself, as the platform copies it. */
  link(id: string): string;
  /** Whether a thread was put away. */
  isArchived(thread: string): boolean;
  /** Writes in the channel, or in a thread. Gives the message's id. */
  say(text: string, thread?: string): string;
  /** Takes back what was said in the channel. */
  remove(id: string): void;
  /** How the person is named in a command's option. */
  readonly named: string;
}

export function commanderOn(
  platform: PlatformName,
  sandbox: Sandbox,
  who: "first" | "second" = "first",
): Commander {
  return platform === "discord" ? onDiscord(sandbox, who) : onSlack(sandbox, who);
}

function onDiscord({ discord }: Sandbox, who: "first" | "second"): Commander {
  const { users, channels, guild } = discord.named;
  const general = channels.general;
  const me = { first: users.maya, second: users.ben }[who];
  const person = discord.as(me);
  const dm = person.dm().id;
  const isHidden = (m: { channel_id: string; ephemeralFor?: string | undefined }) =>
    (m.ephemeralFor && m.ephemeralFor !== me) || (isDm(m.channel_id) && m.channel_id !== dm);
  const isDm = (channel: string) => discord.state.channels.get(channel)?.kind === "dm";
  return {
    async use(name, options = {}, thread) {
      person.slash(thread ?? general, name, options);
    },
    async useWith({ option, bytes }, name, options = {}) {
      const file = { filename: "given.png", contentType: "image/png", bytes: Buffer.from(bytes) };
      person.slash(general, name, { ...options, [option]: file });
    },
    async choose(label, message) {
      person.messageCommand(label, message);
    },
    heard: () =>
      [...discord.state.messages.values()]
        .filter((m) => m.authorId === users.parley && !isHidden(m))
        .map((m) => ({
          id: m.id,
          channel: m.channel_id === dm ? dm : general,
          thread: m.channel_id === general || m.channel_id === dm ? undefined : m.channel_id,
          text: m.content,
          buttons: buttonsIn(m.components),
          files: m.attachments.map((file) => ({ name: file.filename, alt: file.description })),
        })),
    async press(heard, label) {
      person.press(heard.id, idOf(heard, label));
    },
    link: (id) => `https://discord.com/channels/${guild}/${general}/${id}`,
    isArchived(thread) {
      const found = discord.state.channels.get(thread);
      return found?.kind === "thread" && found.thread_metadata.archived;
    },
    say: (text, thread) => person.say(thread ?? general, { content: text }).id,
    remove: (id) => person.remove(id),
    named: me,
  };
}

function onSlack({ slack }: Sandbox, who: "first" | "second"): Commander {
  const general = [...slack.state.channels.values()].find((c) => c.name === "general")?.id ?? "";
  const me = { first: "U0CLEO", second: "U0DAN" }[who];
  const person = slack.as(me);
  const dm = person.openDm();
  const parley = slack.state.app.botUserId;
  return {
    async use(name, options = {}, thread) {
      const words = wordsOf(name, options);
      if (thread === undefined) await person.slash(general, "/parley", words);
      else person.say(general, { text: `<@${parley}> ${words}`, thread_ts: thread });
    },
    async useWith({ bytes }, name, options = {}) {
      const words = wordsOf(name, options);
      const files = [{ name: "given.png", mimetype: "image/png", bytes: Buffer.from(bytes) }];
      person.say(general, { text: `<@${parley}> ${words}`, files });
    },
    async choose(label, ts) {
      const shortcuts = slack.state.app.manifest.features?.shortcuts ?? [];
      const chosen = shortcuts.find((one) => one.name === label);
      assert.ok(chosen, `no shortcut ${label}`);
      await person.messageShortcut({ channel: general, ts }, chosen.callback_id);
    },
    heard() {
      const open = [general, dm]
        .flatMap((id) => [...(slack.state.messages.get(id)?.values() ?? [])])
        .filter((m) => m.user === parley)
        .map((m) => ({ ...m, thread: m.thread_ts === m.ts ? undefined : m.thread_ts }));
      const private_ = slack.state.ephemerals
        .filter((e) => e.user === me && (e.channel === general || e.channel === dm))
        .map((e) => ({ ...e, ts: e.message_ts, thread: e.thread_ts, files: [] }));
      return [...open, ...private_]
        .sort((a, b) => Number(a.ts) - Number(b.ts))
        .map((m) => ({
          id: m.ts,
          channel: m.channel,
          thread: m.thread,
          text: textIn(m.blocks) ?? m.text,
          buttons: buttonsIn(m.blocks ?? []),
          files: (m.files ?? []).flatMap((id) => {
            const file = slack.state.files.get(id);
            // one that is not shared there shows to nobody
            const isShown = file?.shares.some((share) => share.channel === m.channel && share.ts === m.ts);
            return isShown ? [{ name: file?.name ?? "", alt: file?.altText }] : [];
          }),
        }));
    },
    async press(heard, label) {
      await person.press({ channel: heard.channel, ts: heard.id }, idOf(heard, label));
    },
    link: (id) => `https://sandbox.slack.com/archives/${general}/p${id.replace(".", "")}`,
    isArchived: () => false,
    say: (text, thread) => person.say(general, { text, ...(thread ? { thread_ts: thread } : {}) }).ts,
    remove: (id) => void person.remove({ channel: general, ts: id }),
    named: `<@${me}>`,
  };
}

function wordsOf(name: string, options: Record<string, string | number>): string {
  const quoted = Object.entries(options).map(([option, value]) =>
    typeof value === "number" ? `${option}:${value}` : /\s/.test(value) ? `"${value}"` : value,
  );
  return [name, ...quoted].join(" ");
}

function idOf(heard: Heard, label: string): string {
  const button = heard.buttons.find((b) => b.label === label);
  assert.ok(button, `no button ${label} under ${heard.text}`);
  return button.id;
}

type Json = Record<string, unknown>;

function* objectsIn(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const item of value) yield* objectsIn(item);
  else if (typeof value === "object" && value !== null) {
    yield value as Json;
    for (const inner of Object.values(value)) yield* objectsIn(inner);
  }
}

function buttonsIn(blocks: unknown): Heard["buttons"] {
  return [...objectsIn(blocks)]
    .filter((item) => item.type === 2 || item.type === "button")
    .map((item) => ({
      label: String(typeof item.label === "string" ? item.label : (item.text as Json | undefined)?.text),
      id: String(item.custom_id ?? item.action_id),
    }));
}

function textIn(blocks: unknown): string | undefined {
  const texts = [...objectsIn(blocks)].filter((b) => b.type === "markdown").map((b) => String(b.text));
  return texts.length > 0 ? texts.join("\n") : undefined;
}
