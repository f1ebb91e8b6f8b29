import type { Command } from "./command.ts";
import type { ActionName } from "./inbound.ts";
import type { Right } from "./rights.ts";

const remaking: readonly ActionName[] = ["again", "vary", "edit"];

/** What pressing a button under a command's answer takes; undefined where its answers have no such button. */
export function pressedRight(action: ActionName, command: Command | undefined): Right | undefined {
  return remaking.includes(action) && !command?.remakes ? undefined : command?.right;
}
