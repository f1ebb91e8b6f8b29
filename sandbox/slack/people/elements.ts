import type { Block } from "../state/message.ts";

export type Element = { type: string; action_id?: string } & Record<string, unknown>;

/** The interactive elements of blocks, with the block each stands in. */
export function interactiveElements(blocks: readonly Block[]): { block: Block; element: Element }[] {
  return blocks.flatMap((block) => {
    const { elements, accessory, element } = block as {
      elements?: unknown;
      accessory?: unknown;
      element?: unknown;
    };
    const found = [...(Array.isArray(elements) ? elements : []), accessory, element];
    return found
      .filter((e): e is Element => typeof e === "object" && e !== null && "action_id" in e)
      .map((e) => ({ block, element: e }));
  });
}

/**
 * What a person's choice looks like in `actions` and in `state.values`.
 * @param value a text, an id, a date, a list of them, or nothing for a button
 */
export function chosen(element: Element, value: unknown): Record<string, unknown> {
  const { type } = element;
  const option = (wanted: unknown) => optionOf(element, wanted);
  const many = (Array.isArray(value) ? value : [value]) as unknown[];
  switch (type) {
    case "button":
    case "workflow_button":
      return { type, ...picked(element, ["text", "value", "style", "confirm"]) };
    case "static_select":
    case "radio_buttons":
    case "overflow":
    case "external_select":
      return { type, selected_option: option(value) };
    case "multi_static_select":
    case "multi_external_select":
    case "checkboxes":
      return { type, selected_options: many.map(option) };
    case "users_select":
      return { type, selected_user: value };
    case "multi_users_select":
      return { type, selected_users: many };
    case "conversations_select":
      return { type, selected_conversation: value };
    case "multi_conversations_select":
      return { type, selected_conversations: many };
    case "channels_select":
      return { type, selected_channel: value };
    case "multi_channels_select":
      return { type, selected_channels: many };
    case "datepicker":
      return { type, selected_date: value };
    case "timepicker":
      return { type, selected_time: value };
    case "datetimepicker":
      return { type, selected_date_time: value };
    case "rich_text_input":
      return { type, rich_text_value: value };
    case "file_input":
      return { type, files: many };
    default:
      return { type, value: value ?? null };
  }
}

function picked(element: Element, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in element).map((name) => [name, element[name]]));
}

function optionOf(element: Element, wanted: unknown): unknown {
  const { options = [], option_groups = [] } = element as {
    options?: { value?: unknown }[];
    option_groups?: { options: { value?: unknown }[] }[];
  };
  const all = [...options, ...option_groups.flatMap((group) => group.options)];
  const found = all.find((option) => option.value === wanted);
  if (found) return found;
  // An external menu's options come from the app; what was offered is what is chosen.
  if (element.type.includes("external") && typeof wanted === "object") return wanted;
  throw new Error(`${element.action_id} has no option ${JSON.stringify(wanted)}`);
}

/** What each kind of input calls its choice, and what it begins with; text fields have a `value`. */
const fields: Readonly<Record<string, readonly [name: string, initial: string]>> = {
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  checkboxes: ["selected_options", "initial_options"],
  users_select: ["selected_user", "initial_user"],
  multi_users_select: ["selected_users", "initial_users"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  channels_select: ["selected_channel", "initial_channel"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
};

/** What an input holds that nobody filled in: what it began with, or nothing, as when it was emptied. */
export function untouched(element: Element, emptied: boolean): Record<string, unknown> {
  const { type } = element;
  const [name, initial] = fields[type] ?? ["value", "initial_value"];
  const nothing = name.endsWith("s") && name !== "value" ? [] : null;
  return { type, [name]: emptied ? nothing : (element[initial] ?? nothing) };
}
