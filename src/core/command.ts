import type { Person, Place } from "./inbound.ts";
import type { Choice, Response } from "./platform.ts";

/**
 * What a platform, `/help` and the documentation need to know of a command.
 * One registry (`commands/list.ts`) feeds them all.
 */
export interface CommandSpec {
  /** Lower case, 1–32 characters, no slash. */
  name: string;
  /** One line, at most 100 characters. */
  summary: string;
  options: readonly OptionSpec[];
}

export type OptionSpec = {
  name: string;
  summary: string;
  required: boolean;
} & (
  | { kind: "text"; maxLength?: number; suggests?: boolean }
  | { kind: "number"; min?: number; max?: number }
  | { kind: "choice"; choices: readonly Choice[] }
);

/** A command's own work. It returns what is to be shown and sends nothing itself. */
export interface Command<Deps> extends CommandSpec {
  /**
   * `now`: answered at once, beside whatever runs (`/help`, `/stop`).
   * `lane`: waits its turn in the conversation (`/new`, `/model`).
   */
  order: "now" | "lane";
  run(call: CommandCall, deps: Deps, signal: AbortSignal): Promise<Response>;
  suggest?(option: string, typed: string, call: Omit<CommandCall, "options">, deps: Deps): Promise<Choice[]>;
}

export interface CommandCall {
  place: Place;
  person: Person;
  options: Record<string, string | number | boolean>;
}
