import { commands } from "../../src/commands/list.ts";
import type { CommandSpec } from "../../src/core/command.ts";

/** Opens a form with a field of every kind. */
export const survey: CommandSpec = {
  name: "survey",
  summary: "Say what you think",
  opensForm: true,
  options: [
    {
      kind: "choice",
      name: "tone",
      summary: "How it should sound",
      required: false,
      choices: [
        { name: "Kind", value: "kind" },
        { name: "Stern", value: "stern" },
      ],
    },
    { kind: "text", name: "motto", summary: "A line", required: false, maxLength: 50 },
    { kind: "text", name: "long-story", summary: "More than a line", required: false, maxLength: 1_000 },
    { kind: "number", name: "count", summary: "How many", required: false },
    { kind: "person", name: "friend", summary: "Who", required: false },
  ],
};

/** About a person. */
export const introduce: CommandSpec = {
  name: "introduce",
  summary: "Say hello to someone",
  options: [
    { kind: "person", name: "who", summary: "Whom", required: true },
    { kind: "text", name: "words", summary: "What to say", required: false },
  ],
};

/** What the adapters offer in tests: Parley's own commands and these. */
export const offered: readonly CommandSpec[] = [...commands, survey, introduce];
