import type { ModalView } from "@slack/web-api";
import { fieldsOf, heading } from "../../core/form-fields.ts";
import { jobId } from "../../core/ids.ts";
import type { InboundCommand, Place } from "../../core/inbound.ts";
import type { FormAnswer } from "../../core/platform.ts";
import { asFields, type Fields, text } from "./fields.ts";
import { placeOf } from "./place.ts";

/** Stands before a command's name in its form's `callback_id`. */
const FORM_PREFIX = "parley:form:";
/** A text that may be longer than this is given several lines. */
const LINE_LENGTH = 100;
/** docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const MAX_INPUT = 3_000;

/** A modal with a field for each option (docs.slack.dev/surfaces/modals). A submission tells no channel: it goes along. */
export function renderForm(
  { command, values, about }: Extract<FormAnswer, { kind: "form" }>,
  place: Place,
): ModalView {
  const thread = place.thread ? { thread: place.thread } : {};
  const where = { channel: place.channel, ...thread, ...(about ? { about } : {}) };
  return {
    type: "modal",
    callback_id: `${FORM_PREFIX}${command.name}`,
    private_metadata: JSON.stringify(where),
    title: plain(heading(command.name), 24),
    submit: plain("Submit", 24),
    close: plain("Cancel", 24),
    blocks: fieldsOf(command).map((option) => ({
      type: "input",
      block_id: option.name,
      label: plain(heading(option.name), 2_000),
      hint: plain(option.summary, 2_000),
      optional: !option.required,
      element: { action_id: option.name, ...field(option, values[option.name] ?? "") },
    })),
  };
}

function field(option: ReturnType<typeof fieldsOf>[number], value: string) {
  const initial_value = value === "" ? {} : { initial_value: value };
  switch (option.kind) {
    case "choice": {
      const options = option.choices.map((one) => ({ text: plain(one.name, 75), value: one.value }));
      const chosen = options.find((one) => one.value === value);
      return { type: "static_select" as const, options, ...(chosen ? { initial_option: chosen } : {}) };
    }
    case "person":
      return { type: "users_select" as const, ...(value === "" ? {} : { initial_user: value }) };
    case "number":
      return { type: "plain_text_input" as const, max_length: LINE_LENGTH, ...initial_value };
    case "text": {
      const max_length = Math.min(option.maxLength ?? MAX_INPUT, MAX_INPUT);
      const multiline = max_length > LINE_LENGTH;
      return { type: "plain_text_input" as const, max_length, multiline, ...initial_value };
    }
  }
}

/**
 * What was filled in: every field's value, empty ones too. Where it belongs is what `private_metadata` says and is
 * believed no further than its form: the workspace is the event's own, and rights are looked up.
 */
export function readForm(
  view: Fields | undefined,
  team: string,
): Pick<InboundCommand, "name" | "options" | "place" | "about"> | undefined {
  const name = text(view, "callback_id");
  const metadata = parsed(text(view, "private_metadata") ?? "");
  const place = readPlace(metadata, team);
  const about = text(metadata, "about");
  if (!name?.startsWith(FORM_PREFIX) || !place) return undefined;
  const options: Record<string, string> = {};
  for (const block of Object.values(asFields(asFields(view?.state)?.values) ?? {})) {
    for (const [option, given] of Object.entries(asFields(block) ?? {})) {
      const field = asFields(given);
      options[option] =
        text(field, "value") ??
        text(asFields(field?.selected_option), "value") ??
        text(field, "selected_user") ??
        "";
    }
  }
  return { name: name.slice(FORM_PREFIX.length), options, place, ...(about ? { about: jobId(about) } : {}) };
}

function readPlace(metadata: Fields | undefined, team: string): Place | undefined {
  const { channel, thread } = metadata ?? {};
  if (typeof channel !== "string" || !/^[CDG][A-Z0-9]{2,20}$/.test(channel)) return undefined;
  if (thread === undefined) return placeOf(team, channel, {});
  if (typeof thread !== "string" || !/^\d{1,12}\.\d{6}$/.test(thread)) return undefined;
  return placeOf(team, channel, { thread_ts: thread });
}

function parsed(json: string): Fields | undefined {
  try {
    return asFields(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function plain(words: string, length: number) {
  return { type: "plain_text" as const, text: words.slice(0, length), emoji: false };
}
