import type { CommandSpec, OptionSpec } from "./command.ts";
import { ParleyError } from "./errors.ts";

type Options = Record<string, string | number | boolean>;

/** Characters of a link to a message, generously. */
const longestLink = 300;

/**
 * Holds options against their declaration, whichever way they came in. An empty one is as good as absent, except
 * where the command opens a form: there a field that was left empty means that its value is to be cleared.
 * @throws ParleyError `bad_input` that says what is missing or wrong.
 */
export function validOptions(spec: CommandSpec, given: Options): Options {
  const known = new Map(spec.options.map((option) => [option.name, option]));
  for (const name of Object.keys(given)) {
    if (!known.has(name)) throw new ParleyError("bad_input", `/${spec.name} has no option named “${name}”.`);
  }
  const out: Options = {};
  for (const option of spec.options) {
    const value = Object.hasOwn(given, option.name) ? given[option.name] : undefined;
    if (value !== undefined && value !== "") out[option.name] = check(spec, option, value);
    else if (value === "" && spec.opensForm && !option.required) out[option.name] = "";
    else if (option.required)
      throw new ParleyError("bad_input", `/${spec.name} needs “${option.name}”: ${option.summary}`);
  }
  return out;
}

function check(spec: CommandSpec, option: OptionSpec, value: string | number | boolean): string | number {
  const wrong = (what: string) =>
    new ParleyError("bad_input", `“${option.name}” of /${spec.name} must be ${what}.`);
  if (option.kind === "number") {
    const number = Number(value);
    if (!Number.isFinite(number)) throw wrong("a number");
    if (option.min !== undefined && number < option.min) throw wrong(`at least ${option.min}`);
    if (option.max !== undefined && number > option.max) throw wrong(`at most ${option.max}`);
    return number;
  }
  const text = String(value);
  if (option.kind === "image" && text.length > longestLink)
    throw wrong("a picture, or a link to its message");
  if (option.kind === "choice") {
    const choice = option.choices.find(
      (c) => c.value === text || c.name.toLowerCase() === text.toLowerCase(),
    );
    if (!choice) throw wrong(`one of ${option.choices.map((c) => c.name).join(", ")}`);
    return choice.value;
  }
  if (option.kind === "text" && option.maxLength !== undefined && [...text].length > option.maxLength) {
    throw wrong(`at most ${option.maxLength} characters`);
  }
  return text;
}
