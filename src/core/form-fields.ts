import type { CommandSpec, OptionSpec } from "./command.ts";

/** Discord's forms hold five fields, and files come along otherwise. */
const fieldsAtMost = 5;

/** The options that a command's form has fields for. */
export function fieldsOf({ options }: CommandSpec): Exclude<OptionSpec, { kind: "image" }>[] {
  return options.filter((option) => option.kind !== "image").slice(0, fieldsAtMost);
}

/** A command's or an option's name as a heading: `answer-in` as `Answer in`. */
export function heading(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll("-", " ");
}
