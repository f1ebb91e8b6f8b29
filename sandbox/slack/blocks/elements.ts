import { isDeepStrictEqual } from "node:util";
import type { Checker } from "./checker.ts";
import { checkConfirm, checkImageSource, checkText } from "./composition.ts";
import { LIMITS } from "./limits.ts";
import { checkOptionGroups, checkOptions } from "./options.ts";

type ElementCheck = (check: Checker, pointer: string, element: Record<string, unknown>) => void;

const SELECTS = ["static", "external", "users", "conversations", "channels"].flatMap((source) => [
  `${source}_select`,
  `multi_${source}_select`,
]);
const PICKERS = ["datepicker", "datetimepicker", "timepicker", "checkboxes", "radio_buttons"];
const INPUTS = ["plain_text_input", "email_text_input", "url_text_input", "number_input", "file_input"];

/** Which elements may stand where. Source: docs.slack.dev/reference/block-kit/blocks, "Compatible elements". */
export const PLACES: Readonly<
  Record<"actions" | "section" | "input" | "context_actions", readonly string[]>
> = {
  actions: ["button", "overflow", "workflow_button", "rich_text_input", ...SELECTS, ...PICKERS],
  section: ["button", "overflow", "workflow_button", "image", ...SELECTS, ...PICKERS],
  input: ["rich_text_input", ...SELECTS, ...PICKERS, ...INPUTS],
  context_actions: ["feedback_buttons", "icon_button"],
};

/** Checks one element, and that it may stand in such a place. */
export function checkElement(
  check: Checker,
  pointer: string,
  value: unknown,
  place: keyof typeof PLACES,
): void {
  const element = check.object(pointer, value);
  if (!element) return;
  const type = String(element.type);
  if (!PLACES[place].includes(type)) {
    check.report(pointer, `unsupported type: ${type}`);
    return;
  }
  check.string(`${pointer}/action_id`, element.action_id, LIMITS.actionId);
  checkConfirm(check, `${pointer}/confirm`, element.confirm);
  if (element.placeholder !== undefined) {
    checkText(check, `${pointer}/placeholder`, element.placeholder, LIMITS.placeholder, "plain");
  }
  (CHECKS[type] ?? (type.endsWith("_select") ? select : nothing))(check, pointer, element);
}

const nothing: ElementCheck = () => {};

const button: ElementCheck = (check, pointer, element) => {
  checkText(check, `${pointer}/text`, element.text, LIMITS.buttonText, "plain");
  check.string(`${pointer}/value`, element.value, LIMITS.buttonValue);
  check.string(`${pointer}/url`, element.url, LIMITS.url);
  check.string(`${pointer}/accessibility_label`, element.accessibility_label, LIMITS.accessibilityLabel);
  check.oneOf(`${pointer}/style`, element.style, ["primary", "danger"]);
};

const select: ElementCheck = (check, pointer, element) => {
  const { max_selected_items } = element;
  if (max_selected_items !== undefined && !(Number(max_selected_items) >= 1)) {
    check.report(`${pointer}/max_selected_items`, "must be at least 1");
  }
  if (!String(element.type).includes("static_select")) return;
  const { options, option_groups } = element;
  if ((options === undefined) === (option_groups === undefined)) {
    check.report(pointer, "must provide exactly one of options and option_groups");
  } else if (options !== undefined) {
    checkOptions(check, `${pointer}/options`, options, 1, LIMITS.options);
    initialOption(check, pointer, element);
  } else checkOptionGroups(check, `${pointer}/option_groups`, option_groups);
};

/** "This option must exactly match one of the options" (docs.slack.dev: static select, initial_option). */
function initialOption(check: Checker, pointer: string, element: Record<string, unknown>): void {
  const { initial_option: initial, options } = element;
  if (initial === undefined || !Array.isArray(options)) return;
  if (options.some((option) => isDeepStrictEqual(option, initial))) return;
  check.report(`${pointer}/initial_option`, "must match one of the options");
}

const choices: ElementCheck = (check, pointer, element) =>
  checkOptions(check, `${pointer}/options`, element.options, 1, LIMITS.checks);

const textInput: ElementCheck = (check, pointer, element) => {
  check.string(`${pointer}/initial_value`, element.initial_value, LIMITS.inputLength);
  for (const [name, least] of [
    ["min_length", 0],
    ["max_length", 1],
  ] as const) {
    const length = element[name];
    if (length === undefined) continue;
    if (!Number.isInteger(length) || Number(length) < least || Number(length) > LIMITS.inputLength) {
      check.report(`${pointer}/${name}`, `must be between ${least} and ${LIMITS.inputLength}`);
    }
  }
};

const feedbackButton = (check: Checker, pointer: string, value: unknown) => {
  const given = check.object(pointer, value);
  if (!given) return;
  checkText(check, `${pointer}/text`, given.text, LIMITS.buttonText, "plain");
  check.string(`${pointer}/value`, given.value, LIMITS.buttonValue, true);
  check.string(`${pointer}/accessibility_label`, given.accessibility_label, LIMITS.accessibilityLabel);
};

const matches =
  (name: string, pattern: RegExp): ElementCheck =>
  (check, pointer, element) => {
    const value = element[name];
    if (value !== undefined && !(typeof value === "string" && pattern.test(value))) {
      check.report(`${pointer}/${name}`, "has an invalid format");
    }
  };

const CHECKS: Readonly<Record<string, ElementCheck>> = {
  button,
  workflow_button: (check, pointer, element) => {
    button(check, pointer, element);
    check.object(`${pointer}/workflow`, element.workflow);
  },
  overflow: (check, pointer, element) =>
    checkOptions(check, `${pointer}/options`, element.options, 1, LIMITS.overflow),
  checkboxes: choices,
  radio_buttons: choices,
  datepicker: matches("initial_date", /^\d{4}-\d{2}-\d{2}$/),
  timepicker: matches("initial_time", /^([01]\d|2[0-3]):[0-5]\d$/),
  plain_text_input: textInput,
  number_input: (check, pointer, element) => {
    if (typeof element.is_decimal_allowed !== "boolean") {
      check.report(`${pointer}/is_decimal_allowed`, "missing required field");
    }
  },
  file_input: (check, pointer, element) => {
    const { max_files } = element;
    if (max_files !== undefined && !(Number(max_files) >= 1 && Number(max_files) <= LIMITS.files)) {
      check.report(`${pointer}/max_files`, `must be between 1 and ${LIMITS.files}`);
    }
  },
  feedback_buttons: (check, pointer, element) => {
    feedbackButton(check, `${pointer}/positive_button`, element.positive_button);
    feedbackButton(check, `${pointer}/negative_button`, element.negative_button);
  },
  icon_button: (check, pointer, element) => {
    check.string(`${pointer}/icon`, element.icon, LIMITS.buttonText, true);
    checkText(check, `${pointer}/text`, element.text, LIMITS.buttonText, "plain");
    check.string(`${pointer}/value`, element.value, LIMITS.buttonValue);
  },
  image: (check, pointer, element) => {
    check.string(`${pointer}/alt_text`, element.alt_text, LIMITS.imageAlt, true);
    checkImageSource(check, pointer, element);
  },
};
