import type { CommandSpec } from "./command.ts";
import { givenImages } from "./given-images.ts";
import type { FileRef } from "./inbound.ts";

/** What a platform lets stand in a message's menu: Slack's cap is the lower one. */
const menuAtMost = 10;

/** The commands that stand in the menu of every message. */
export function menuOf(commands: readonly CommandSpec[]): MenuCommand[] {
  return commands.filter((command) => command.menu !== undefined).slice(0, menuAtMost) as MenuCommand[];
}

/** What choosing it on a message means, in the words in which it could have been typed, with the message's files. */
export function chosenOn(command: MenuCommand, message: string, files: readonly FileRef[]) {
  const { name, menu } = command;
  return { name, options: { [menu.option]: message }, ...givenImages(command, files) };
}

export type MenuCommand = CommandSpec & { menu: NonNullable<CommandSpec["menu"]> };
