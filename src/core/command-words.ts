import type { CommandSpec } from "./command.ts";
import type { Place } from "./inbound.ts";

/** What stands before a command's name where it is typed in this place. */
export function typedBefore(place: Place): string {
  if (place.platform !== "slack") return "/";
  // Slack takes no slash command in a thread
  return place.thread === undefined ? "/parley " : "@Parley ";
}

/**
 * A text of Parley's own in which commands are named as code (`/leave`), with each as it is typed in this place: on
 * Slack `/leave` by itself would take people out of their channel.
 */
export function withCommandsAsTyped(
  text: string,
  place: Place,
  commands: readonly Pick<CommandSpec, "name">[],
): string {
  const names = new Set(commands.map((command) => command.name));
  return text.replace(/`\/([a-z]+)(?=[ `])/g, (named, name: string) =>
    names.has(name) ? `\`${typedBefore(place)}${name}` : named,
  );
}
