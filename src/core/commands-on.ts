import type { CommandSpec } from "./command.ts";
import type { PlatformName } from "./ids.ts";

/** Commands as one platform offers them: without the options that make no sense there. */
export function commandsOn<Spec extends CommandSpec>(
  platform: PlatformName,
  commands: readonly Spec[],
): Spec[] {
  return commands.map((command) => ({
    ...command,
    options: command.options.filter(({ only }) => only === undefined || only === platform),
  }));
}
