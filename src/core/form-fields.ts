import type { CommandSpec, OptionSpec } from "./command.ts";

type Field = Exclude<OptionSpec, { kind: "image" }>;

/** The options that a command's form has fields for. */
export function fieldsOf({ options }: CommandSpec): Field[] {
  return options.filter((option): option is Field => option.kind !== "image" && !option.formless);
}

/** A command's or an option's name as a heading: `answer-in` as `Answer in`. */
export function heading(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll("-", " ");
}
