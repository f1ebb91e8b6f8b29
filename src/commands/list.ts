import type { Command } from "../core/command.ts";
import { help } from "./help.ts";
import { model } from "./model.ts";
import { startNew } from "./new.ts";
import { stop } from "./stop.ts";

/** Every command, in the order `/help` lists them: the one list that all registrations and texts come from. */
export const commands: readonly Command[] = [startNew, stop, model, help];
