import type { Command } from "../core/command.ts";
import { analyze } from "./analyze.ts";
import { branch } from "./branch.ts";
import { branches } from "./branches.ts";
import { exportChat } from "./export.ts";
import { help } from "./help.ts";
import { image } from "./image.ts";
import { invite } from "./invite.ts";
import { leave } from "./leave.ts";
import { merge } from "./merge.ts";
import { model } from "./model.ts";
import { startNew } from "./new.ts";
import { ocr } from "./ocr.ts";
import { settings } from "./settings.ts";
import { share } from "./share.ts";
import { stop } from "./stop.ts";
import { switchBranch } from "./switch.ts";
import { who } from "./who.ts";

/** Every command, in the order `/help` lists them: the one list that all registrations and texts come from. */
export const commands: readonly Command[] = [
  startNew,
  stop,
  branch,
  branches,
  switchBranch,
  merge,
  image,
  analyze,
  ocr,
  exportChat,
  share,
  invite,
  who,
  leave,
  settings,
  model,
  help,
];
