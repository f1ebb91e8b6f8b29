import type { CommandSpec } from "../../core/command.ts";
import { parseTextCommand, type TextCommand } from "../../core/command-text.ts";
import type { Self } from "./identity.ts";
import { type Names, readText } from "./text-in.ts";

/**
 * A command as it was written, after `before`. Who it is about stays an id: names are shown, never looked up, and
 * may have spaces. In all other options people are called by their names, as in any text.
 */
export function readTyped(
  raw: string,
  before: string,
  mode: "strict" | "lenient",
  { self, names, commands }: { self: Self; names: Names; commands: readonly CommandSpec[] },
): TextCommand | undefined {
  const command = parseTextCommand(before + readText(raw, self.userId, names, "ids"), commands, mode);
  if (!command) return undefined;
  const specs = commands.find((one) => one.name === command.name)?.options ?? [];
  const isText = (name: string) => specs.find((one) => one.name === name)?.kind !== "person";
  const named = Object.entries(command.options).map(([name, value]) => {
    return [name, typeof value === "string" && isText(name) ? nameThem(value, names) : value] as const;
  });
  return { ...command, options: Object.fromEntries(named) };
}

/** What `readText` left as ids. */
function nameThem(text: string, names: Names): string {
  return text.replace(/<@([UW][A-Z0-9]+)>/g, (_, id: string) => `@${names.get(id) ?? id}`);
}
