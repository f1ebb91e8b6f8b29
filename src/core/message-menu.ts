import type { CommandSpec } from "./command.ts";

/** What a platform lets stand in a message's menu: Slack's cap is the lower one. */
const menuAtMost = 10;

/** The commands that stand in the menu of every message. */
export function menuOf(commands: readonly CommandSpec[]): MenuCommand[] {
  return commands.filter((command) => command.menu !== undefined).slice(0, menuAtMost) as MenuCommand[];
}

/** What choosing it on a message means, in the words in which it could have been typed. */
export function chosenOn(command: MenuCommand, message: string) {
  return { name: command.name, options: { [command.menu.option]: message } };
}

export type MenuCommand = CommandSpec & { menu: NonNullable<CommandSpec["menu"]> };
