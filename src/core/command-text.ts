import type { CommandSpec, OptionSpec } from "./command.ts";
import { personIn } from "./person-word.ts";

export interface TextCommand {
  name: string;
  options: Record<string, string | number | boolean>;
}

/** Nobody types a command longer than any platform's message. */
const MAX_LENGTH = 12_000;

/**
 * A command typed as words: `model openai/gpt-5`, `/branch "first idea"`, `image a red cat count:2`.
 *
 * `strict` is for messages, where the same words may be meant for the model: every word has to fit the command's
 * options and no required one may be missing, else this is no command (`new project ideas?`).
 * Without it the name alone decides, as after a slash, and what does not fit is left for the registry to refuse.
 *
 * Words fill the options in order; `name:value` fills a named one. An option that takes free text takes all that
 * is left; one that suggests values takes one word, or several in quotes. Case does not matter in names.
 * A person takes one word: a mention by id, an id or an e-mail address.
 */
export function parseTextCommand(
  text: string,
  commands: readonly CommandSpec[],
  mode: "strict" | "lenient",
): TextCommand | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const head = /^\s*([/!]?)([\p{L}\p{N}_-]{1,32})/u.exec(text);
  if (!head) return undefined;
  const name = (head[2] ?? "").toLowerCase();
  const spec = commands.find((command) => command.name === name);
  if (!spec) return undefined;
  const rest = text.slice(head[0].length);
  // "stop." and "Help!" are said as often as "stop".
  const args = /^[.!?]*\s*$/.test(rest) ? "" : rest;
  if (args !== "" && !/^\s/.test(args)) return undefined;
  const isStrict = mode === "strict" && head[1] === "";
  const options = readOptions(args, spec.options, isStrict);
  return options && { name, options };
}

/** @returns undefined where `strict` and something does not fit. */
function readOptions(
  args: string,
  specs: readonly OptionSpec[],
  isStrict: boolean,
): TextCommand["options"] | undefined {
  const words = readWords(args);
  const options: TextCommand["options"] = {};
  const open = [...specs];
  const take = (spec: OptionSpec, value: string): boolean => {
    const typed = typedValue(spec, value, isStrict);
    if (typed === undefined) return false;
    options[spec.name] = typed;
    open.splice(open.indexOf(spec), 1);
    return true;
  };
  const named = words.filter((word) => !word.quoted && isNamed(word.text, open));
  for (const word of named) {
    const at = word.text.search(/[:=]/);
    const spec = open.find((option) => option.name === word.text.slice(0, at).toLowerCase());
    if (!spec || !take(spec, unquote(word.text.slice(at + 1)))) return undefined;
  }
  const plain = words.filter((word) => !named.includes(word));
  while (plain.length > 0) {
    // a picture is not looked for among words that may be meant otherwise
    const spec =
      open.find((option) => option.kind !== "image") ??
      open.find((option) => typedValue(option, plain[0]?.text ?? "", true) !== undefined);
    if (!spec) return isStrict ? undefined : options;
    const takesAll =
      spec.kind === "text" && (spec.suggests ? !isStrict && open.length === 1 : isLast(spec, open));
    const taken = takesAll ? plain.splice(0) : plain.splice(0, 1);
    const value = taken.length === 1 && taken[0] ? taken[0].text : joined(args, taken, named.length > 0);
    if (!take(spec, value)) return undefined;
  }
  if (isStrict && open.some((option) => option.required)) return undefined;
  return options;
}

/** Free text may take all words only if nothing after it has to be filled by place. */
function isLast(spec: OptionSpec, open: readonly OptionSpec[]): boolean {
  return !open.some((other) => other !== spec && other.required);
}

interface Word {
  text: string;
  quoted: boolean;
  start: number;
  end: number;
}

/** The words of a line; `"…"` and `“…”` hold one together, as does a quote after `name:`. */
function readWords(line: string): Word[] {
  const words: Word[] = [];
  for (const match of line.matchAll(/"([^"]*)"(?!\S)|“([^“”]*)”(?!\S)|[\p{L}\p{N}_-]+[:=]"[^"]*"|\S+/gu)) {
    const quoted = match[1] ?? match[2];
    const text = quoted ?? match[0];
    words.push({
      text,
      quoted: quoted !== undefined,
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return words;
}

/** Free text keeps its spacing and line breaks, unless named options stood in its midst. */
function joined(line: string, words: readonly Word[], isBroken: boolean): string {
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return "";
  return isBroken ? words.map((word) => word.text).join(" ") : line.slice(first.start, last.end);
}

function isNamed(word: string, specs: readonly OptionSpec[]): boolean {
  const at = word.search(/[:=]/);
  // `https://…` is a value even where an option is called `https`.
  if (at < 1 || word.startsWith("//", at + 1)) return false;
  const name = word.slice(0, at).toLowerCase();
  return specs.some((spec) => spec.name === name);
}

function unquote(value: string): string {
  return /^".*"$/s.test(value) ? value.slice(1, -1) : value;
}

function typedValue(spec: OptionSpec, value: string, isStrict: boolean): string | number | undefined {
  switch (spec.kind) {
    case "text":
      return isStrict && spec.maxLength !== undefined && value.length > spec.maxLength ? undefined : value;
    case "number": {
      const number = /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : Number.NaN;
      return Number.isNaN(number) ? (isStrict ? undefined : value) : number;
    }
    case "choice": {
      const wanted = value.toLowerCase();
      const choice = spec.choices.find(
        (c) => c.value.toLowerCase() === wanted || c.name.toLowerCase() === wanted,
      );
      return choice?.value ?? (isStrict ? undefined : value);
    }
    case "person":
      return personIn(value) ?? (isStrict ? undefined : value);
    case "image":
      return !isStrict || /^(last|https?:\/\/\S+)$/i.test(value) ? value : undefined;
  }
}
