import { MessageFlags } from "discord.js";
import type { CommandSpec } from "../../core/command.ts";
import type { FileRef, InboundAction, InboundCommand, Person, Place } from "../../core/inbound.ts";
import { chosenOn, menuOf } from "../../core/message-menu.ts";
import { accessIn } from "./access.ts";
import { readButtonId } from "./button-id.ts";
import { fileOf, filesOf } from "./file-ref.ts";
import { readForm } from "./form.ts";
import { isThread, type Known, placeOf } from "./known.ts";
import { writeHandle } from "./reply-handle.ts";
import { timeOf } from "./snowflake.ts";
import { personOf } from "./text-in.ts";
import { interactionSchema, type WireInteraction } from "./wire-interaction.ts";
import type { WireAttachment } from "./wire-message.ts";

/** Someone types a command's option and wants suggestions. Nothing is kept of it. */
export interface Typing {
  kind: "typing";
  id: string;
  token: string;
  command: string;
  option: string;
  typed: string;
  place: Place;
  person: Person;
}

/** A component that is none of Parley's, or of a version that is gone: it only has to be acknowledged. */
export interface Stray {
  kind: "stray";
  id: string;
  token: string;
}

const commandType = 2;
const componentType = 3;
const autocompleteType = 4;
const formType = 5;
/** "Application Command Option Type". */
const attachmentOption = 11;
const slashCommand = 1;
const messageCommand = 3;

export function parseInteraction(
  payload: unknown,
  known: Known,
  commands: readonly CommandSpec[],
): InboundCommand | InboundAction | Typing | Stray | undefined {
  const { data: interaction } = interactionSchema.safeParse(payload);
  const user = interaction?.member?.user ?? interaction?.user;
  if (!interaction?.channel_id || !user) return undefined;
  const { id, token, data } = interaction;
  const place = placeIn(interaction, interaction.channel_id, known);
  const person = personOf(user, interaction.member);
  const access = accessIn(place, interaction.member?.permissions);
  const proven = access ? { access } : {};
  const options = (data?.options ?? []).filter((one) => one.value !== undefined);
  if (interaction.type === commandType && data?.name && data.type === slashCommand) {
    const attached = options.filter((one) => one.type === attachmentOption);
    const values = options.filter((one) => one.type !== attachmentOption);
    const reply = writeHandle("command", id, token);
    const used = {
      name: data.name,
      options: Object.fromEntries(values.map((one) => [one.name, one.value ?? ""])),
      ...(attached.length > 0 ? { files: filesIn(attached, data.resolved?.attachments ?? {}) } : {}),
    };
    return { kind: "command", place, person, ...used, reply, at: timeOf(id), ...proven };
  }
  if (interaction.type === formType) {
    const filled = readForm(
      data?.custom_id ?? "",
      (data?.components ?? []).flatMap((one) => one.component ?? []),
    );
    const reply = writeHandle("command", id, token);
    return filled && { kind: "command", place, person, ...filled, reply, at: timeOf(id), ...proven };
  }
  if (interaction.type === commandType && data?.type === messageCommand && data.target_id) {
    const chosen = menuOf(commands).find((one) => one.menu.label === data.name);
    if (!chosen) return undefined;
    const reply = writeHandle("command", id, token);
    const { attachments = [] } = data.resolved?.messages[data.target_id] ?? {};
    const files = filesOf({ id: data.target_id, channel_id: interaction.channel_id, attachments });
    const used = chosenOn(chosen, data.target_id, files);
    return { kind: "command", place, person, ...used, reply, at: timeOf(id) };
  }
  if (interaction.type === autocompleteType && data?.name) {
    const focused = options.find((one) => one.focused);
    if (!focused) return undefined;
    const typed = String(focused.value ?? "");
    return { kind: "typing", id, token, command: data.name, option: focused.name, typed, place, person };
  }
  if (interaction.type !== componentType) return undefined;
  const button = readButtonId(data?.custom_id ?? "");
  if (!button || !interaction.message) return { kind: "stray", id, token };
  const { id: message, flags } = interaction.message;
  const visibility = (flags & MessageFlags.Ephemeral) === 0 ? "all" : "asker";
  const reply = writeHandle("button", id, token, { message, visibility });
  const pressed = { ...button, message };
  return { kind: "action", place, person, ...pressed, reply, at: timeOf(id), ...proven };
}

/** The files of these options. They stand in no message of the channel. */
function filesIn(
  options: readonly { name: string; value?: string | number | boolean | undefined }[],
  attachments: Readonly<Record<string, WireAttachment>>,
): Record<string, FileRef> {
  const found = options.flatMap(({ name, value }) => {
    const id = String(value);
    const attachment = Object.hasOwn(attachments, id) ? attachments[id] : undefined;
    return attachment ? [[name, fileOf(attachment, undefined)] as const] : [];
  });
  return Object.fromEntries(found);
}

function placeIn(interaction: WireInteraction, channel: string, known: Known): Place {
  const own = interaction.channel;
  const parent = own && isThread(own.type) ? (own.parent_id ?? undefined) : known.parentOf(channel);
  return placeOf(channel, interaction.guild_id, parent);
}
