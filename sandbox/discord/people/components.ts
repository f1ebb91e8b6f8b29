import { refuse } from "../access/refusal.ts";
import { channelFor } from "../access/rules.ts";
import { startInteraction } from "../interactions/start.ts";
import { flatten } from "../world/component-tree.ts";
import type { Interaction } from "../world/interaction.ts";
import type { Json, Message } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";

const button = 2;
const stringSelect = 3;
const textInput = 4;
const userSelect = 5;

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
  const ids = flatten(state.components).map((one) => one.custom_id);
  const unknown = Object.keys(values).find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new Error(`the form has no field ${unknown}`);
  const fill = (one: Json): Json[] => {
    const inner = one.component as Json | undefined;
    if (inner) return [{ type: one.type, id: one.id, component: answer(parts, inner, values) }];
    if (!Array.isArray(one.components)) return [];
    return [
      {
        type: one.type,
        id: one.id,
        components: (one.components as Json[]).map((each) => answer(parts, each, values)),
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
    opener: opened,
    ...(source ? { source } : {}),
  });
}

/** What one field sends. The window itself holds people to what the field asks for. */
function answer(
  { world }: Parts,
  component: Json,
  values: Readonly<Record<string, string | readonly string[]>>,
): Json {
  const id = String(component.custom_id);
  const base = { type: component.type, id: component.id, custom_id: id };
  // Absent means true (discord docs: components/reference, "Text Input" and each select).
  const required = component.required !== false;
  const given = values[id];
  if (component.type === textInput) {
    const value = typeof given === "string" ? given : String(component.value ?? "");
    const length = [...value].length;
    const min = component.min_length as number | undefined;
    const max = (component.max_length as number | undefined) ?? 4_000;
    if (required && length === 0) throw new Error(`${id} must be filled in`);
    if (length > 0 && min !== undefined && length < min)
      throw new Error(`${id}: less than ${min} characters`);
    if (length > max) throw new Error(`${id}: more than ${max} characters`);
    return { ...base, value };
  }
  const chosen = given === undefined ? preset(component) : [given].flat();
  const min = (component.min_values as number | undefined) ?? 1;
  const max = (component.max_values as number | undefined) ?? 1;
  if (chosen.length > max || (chosen.length < min && (required || chosen.length > 0)))
    throw new Error(`${id}: between ${min} and ${max} values are wanted`);
  const offers = (value: string) =>
    component.type === stringSelect
      ? ((component.options ?? []) as { value: string }[]).some((one) => one.value === value)
      : component.type !== userSelect || world.users.has(value);
  const stray = chosen.find((value) => !offers(value));
  if (stray !== undefined) throw new Error(`${id} has no option ${stray}`);
  return { ...base, values: chosen };
}

/** What a menu shows as chosen before anybody touched it. */
function preset(component: Json): string[] {
  const options = (component.options ?? []) as { value: string; default?: boolean }[];
  const people = (component.default_values ?? []) as { id: string }[];
  return [...options.filter((one) => one.default).map((one) => one.value), ...people.map((one) => one.id)];
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
