import { refuse } from "../access/refusal.ts";
import { channelFor } from "../access/rules.ts";
import { startInteraction } from "../interactions/start.ts";
import { flatten } from "../world/component-tree.ts";
import type { Interaction } from "../world/interaction.ts";
import type { Json, Message } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";

const button = 2;
const stringSelect = 3;

/** Presses a button. @throws Error when there is none to press, as for a disabled one. */
export function press(parts: Parts, userId: string, messageId: string, customId: string): Interaction {
  const { message, component } = usable(parts, userId, messageId, customId);
  if (component.type !== button) throw new Error(`${customId} is not a button`);
  const data = { component_type: button, custom_id: customId, id: component.id };
  return begin(parts, userId, message, data);
}

/** Chooses in a menu: values of options, or ids where the menu lists people, roles or channels. */
export function select(
  parts: Parts,
  userId: string,
  messageId: string,
  customId: string,
  values: readonly string[],
): Interaction {
  const { message, component } = usable(parts, userId, messageId, customId);
  if (component.type === button) throw new Error(`${customId} is not a menu`);
  const min = (component.min_values as number | undefined) ?? 1;
  const max = (component.max_values as number | undefined) ?? 1;
  if (values.length < min || values.length > max)
    throw new Error(`between ${min} and ${max} values are wanted`);
  const options = (component.options ?? []) as { value: string }[];
  const stray =
    component.type === stringSelect && values.find((one) => !options.some((o) => o.value === one));
  if (stray) throw new Error(`${customId} has no option ${stray}`);
  const data = { component_type: component.type, custom_id: customId, id: component.id, values: [...values] };
  return begin(parts, userId, message, data);
}

/** Fills in the modal that an interaction was answered with, by custom id. */
export function submitModal(
  parts: Parts,
  userId: string,
  opened: Interaction,
  values: Readonly<Record<string, string | readonly string[]>>,
): Interaction {
  const { state } = opened;
  if (state.kind !== "modal" || opened.userId !== userId) throw new Error("no modal is open for this person");
  const fill = (one: Json): Json[] => {
    const inner = one.component as Json | undefined;
    if (inner) return [{ type: one.type, id: one.id, component: answer(inner, values) }];
    if (!Array.isArray(one.components)) return [];
    return [
      {
        type: one.type,
        id: one.id,
        components: (one.components as Json[]).map((each) => answer(each, values)),
      },
    ];
  };
  const channel = channelFor(parts.world, userId, opened.channelId);
  const source = parts.world.messages.get(opened.sourceMessageId ?? "");
  return startInteraction(parts, {
    type: 5,
    userId,
    channel,
    data: { custom_id: state.customId, components: state.components.flatMap(fill) },
    ...(source ? { source } : {}),
  });
}

function answer(component: Json, values: Readonly<Record<string, string | readonly string[]>>): Json {
  const id = String(component.custom_id);
  const given = values[id] ?? (component.value as string | undefined) ?? (component.type === 4 ? "" : []);
  const base = { type: component.type, id: component.id, custom_id: id };
  if (typeof given !== "string") return { ...base, values: [...given] };
  const length = [...given].length;
  const min = component.min_length as number | undefined;
  const max = component.max_length as number | undefined;
  if (component.required !== false && length === 0) throw new Error(`${id} must be filled in`);
  if (length > 0 && min !== undefined && length < min) throw new Error(`${id}: less than ${min} characters`);
  if (max !== undefined && length > max) throw new Error(`${id}: more than ${max} characters`);
  return { ...base, value: given };
}

function begin(parts: Parts, userId: string, message: Message, data: Json): Interaction {
  const channel = channelFor(parts.world, userId, message.channel_id);
  return startInteraction(parts, { type: 3, userId, channel, data, source: message });
}

function usable(
  { world }: Parts,
  userId: string,
  messageId: string,
  customId: string,
): { message: Message; component: Json } {
  const message = world.messages.get(messageId);
  const hidden = message?.ephemeralFor !== undefined && message.ephemeralFor !== userId;
  if (!message || hidden) throw refuse(10008);
  if (message.authorId !== world.application.botId) throw new Error("the message is not the bot's");
  const component = flatten(message.components).find((one) => one.custom_id === customId);
  if (!component) throw new Error(`the message has no component ${customId}`);
  if (component.disabled === true) throw new Error(`${customId} is disabled`);
  return { message, component };
}
