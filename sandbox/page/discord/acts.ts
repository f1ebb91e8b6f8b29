import { z } from "zod";
import type { Discord } from "../../discord/discord.ts";
import type { NewFile } from "../../discord/messages/draft.ts";
import type { Interaction } from "../../discord/world/interaction.ts";
import type { Typing } from "../typing.ts";

const channel = z.string();
const message = z.string();
const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** What the page may ask to be done as a person on Discord. */
export const discordAct = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("say"),
    channel,
    text: z.string(),
    replyTo: message.optional(),
    mention: z.boolean().optional(),
  }),
  z.object({ kind: z.literal("edit"), message, text: z.string() }),
  z.object({ kind: z.literal("delete"), message }),
  z.object({ kind: z.literal("react"), message, emoji: z.string(), on: z.boolean() }),
  z.object({ kind: z.literal("typing"), channel }),
  z.object({
    kind: z.literal("thread"),
    channel,
    name: z.string().trim().min(1).max(100),
    from: message.optional(),
    isPrivate: z.boolean().optional(),
  }),
  z.object({ kind: z.literal("dm"), with: z.string() }),
  z.object({ kind: z.literal("slash"), channel, name: z.string(), options: values }),
  z.object({
    kind: z.literal("suggest"),
    channel,
    name: z.string(),
    options: values,
    focused: z.string(),
  }),
  z.object({ kind: z.literal("message-action"), message, action: z.string() }),
  z.object({ kind: z.literal("press"), message, id: z.string() }),
  z.object({ kind: z.literal("select"), message, id: z.string(), values: z.array(z.string()) }),
  z.object({
    kind: z.literal("submit"),
    interaction: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
]);

type DiscordAct = z.infer<typeof discordAct>;

export interface ActDeps {
  discord: Discord;
  typing: Typing;
}

/**
 * Does it. Gives what the person's client would then know by itself.
 * @throws Error or Refusal with what the platform says against it.
 */
export async function actOnDiscord(
  { discord, typing }: ActDeps,
  userId: string,
  act: DiscordAct,
  files: ReadonlyMap<string, NewFile>,
): Promise<object> {
  const person = discord.as(userId);
  switch (act.kind) {
    case "say": {
      typing.end(act.channel, userId);
      const said = person.say(act.channel, {
        content: act.text,
        ...(act.replyTo ? { replyTo: act.replyTo } : {}),
        ...(act.mention === undefined ? {} : { mention: act.mention }),
        ...(files.size > 0 ? { files: [...files.values()] } : {}),
      });
      return { id: said.id };
    }
    case "edit":
      person.edit(act.message, act.text);
      return {};
    case "delete":
      person.remove(act.message);
      return {};
    case "react":
      if (act.on) person.react(act.message, act.emoji);
      else person.unreact(act.message, act.emoji);
      return {};
    case "typing":
      person.typing(act.channel);
      return {};
    case "thread": {
      const { kind: _, channel: parent, ...wanted } = act;
      const from = wanted.from === undefined ? {} : { from: wanted.from };
      const hidden = wanted.isPrivate === undefined ? {} : { isPrivate: wanted.isPrivate };
      return { id: person.openThread(parent, { name: wanted.name, ...from, ...hidden }).id };
    }
    case "dm":
      return { id: person.dm(act.with).id };
    case "slash": {
      const given = { ...act.options, ...Object.fromEntries(files) };
      return outcome(await person.slash(act.channel, act.name, given).settled);
    }
    case "suggest":
      return outcome(await person.autocomplete(act.channel, act.name, act.options, act.focused).settled);
    case "message-action":
      return outcome(await person.messageCommand(act.action, act.message).settled);
    case "press":
      return outcome(await person.press(act.message, act.id).settled);
    case "select":
      return outcome(await person.select(act.message, act.id, act.values).settled);
    case "submit": {
      const opened = discord.state.interactions.get(act.interaction);
      if (!opened) throw new Error("This form is no longer open.");
      return outcome(await person.submitModal(opened, act.values).settled);
    }
  }
}

/** `failed` with Discord's words, `modal` to fill in, `choices` to pick from, or nothing to add. */
function outcome({ id, state }: Interaction): object {
  return { interaction: id, ...state };
}
