import { type Check, form, type Problems } from "../access/form.ts";
import type { Json } from "../world/message.ts";

/** discord docs: interactions/application-commands "Application Command Naming". */
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
/** Characters of names, descriptions and choices together (same page). */
const totalMax = 8000;

const slashName: Check = (value, problems) => {
  form.text(1, 32)(value, problems);
  if (typeof value !== "string" || value.length < 1 || [...value].length > 32) return;
  if (!namePattern.test(value) || value !== value.toLowerCase()) {
    problems.add("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
  }
};

const choice: Check = (value, problems) =>
  form.object({
    "name!": form.text(1, 100),
    "value!": (given, at) => {
      if (typeof given !== "number") form.text(0, 100)(given, at);
    },
  })(value, problems);

const option: Check = (value, problems) => {
  const one = value as Json;
  form.object({
    "type!": form.oneOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    "name!": slashName,
    "description!": form.text(1, 100),
    required: form.boolean,
    autocomplete: form.boolean,
    choices: form.nullable(form.list(choice, 0, 25)),
    min_length: form.integer(0, 6000),
    max_length: form.integer(1, 6000),
  })(value, problems);
  if (one.autocomplete && (one.choices as unknown[] | undefined)?.length) {
    problems.add("APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES", "Autocomplete cannot be used with choices");
  }
  if (one.autocomplete && ![3, 4, 10].includes(one.type as number)) {
    problems.at("autocomplete").add("BASE_TYPE_CHOICES", "Autocomplete is for strings, integers and numbers");
  }
  const nests = one.type === 1 || one.type === 2;
  if (one.options !== undefined && nests) options(one.options, problems.at("options"));
};

const options: Check = (value, problems) => {
  if (value === undefined || value === null) return;
  form.list(option, 0, 25)(value, problems);
  if (!Array.isArray(value)) return;
  let optional = false;
  value.forEach((one: Json | null, at) => {
    if (one?.required && optional) {
      problems
        .at(at)
        .add(
          "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
          "Required options must be placed before non-required options",
        );
    }
    const nests = one?.type === 1 || one?.type === 2;
    optional ||= !one?.required && !nests;
  });
  duplicates(
    value.map((one: Json | null) => one?.name),
    problems,
    "APPLICATION_COMMAND_OPTIONS_NAME_NOT_UNIQUE",
  );
};

/** One application command as it is registered. */
export const commandForm: Check = (value, problems) => {
  const one = (value ?? {}) as Json;
  const slash = (one.type ?? 1) === 1;
  form.object({
    type: form.oneOf(1, 2, 3),
    "name!": slash ? slashName : form.text(1, 32),
    ...(slash ? { "description!": form.text(1, 100), options } : { description: form.text(0, 0) }),
    default_member_permissions: form.nullable(form.text(1, 20, /^\d+$/)),
    contexts: form.nullable(form.list(form.oneOf(0, 1, 2), 1, 3)),
    integration_types: form.nullable(form.list(form.oneOf(0, 1), 1, 2)),
    nsfw: form.boolean,
  })(value, problems);
  if (!slash && (one.options as unknown[] | undefined)?.length) {
    problems
      .at("options")
      .add("APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED", "Context menu commands cannot have options");
  }
  if (commandLength(one) > totalMax) {
    problems.add("APPLICATION_COMMAND_TOO_LARGE", `Command exceeds maximum size (${totalMax})`);
  }
};

/** A whole registration: names are unique among commands of one type. */
export const commandListForm: Check = (value, problems) => {
  form.list(commandForm, 0, 130)(value, problems);
  if (!Array.isArray(value)) return;
  const keys = value.map((one: Json | null) => `${one?.type ?? 1} ${one?.name}`);
  duplicates(keys, problems, "APPLICATION_COMMANDS_DUPLICATE_NAME");
};

function duplicates(names: readonly unknown[], problems: Problems, code: string): void {
  names.forEach((name, at) => {
    if (name !== undefined && names.indexOf(name) !== at) problems.at(at).add(code, "Names must be unique");
  });
}

function commandLength(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const one = value as Json;
  let sum = 0;
  for (const key of ["name", "description", "value"]) {
    const text = one[key];
    if (typeof text === "string") sum += [...text].length;
  }
  for (const key of ["options", "choices"]) {
    const list = one[key];
    if (Array.isArray(list)) for (const each of list) sum += commandLength(each);
  }
  return sum;
}
