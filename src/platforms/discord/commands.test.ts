import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandSpec } from "../../core/command.ts";
import { encodeCommands } from "./commands.ts";

test("DISCORD-COMMANDS every kind of option is encoded with its limits, in servers and the bot's DMs", () => {
  const spec: CommandSpec = {
    name: "merge",
    summary: "Bring a branch in",
    options: [
      { kind: "text", name: "branch", summary: "Which", required: true, maxLength: 100, suggests: true },
      { kind: "number", name: "count", summary: "How many", required: false, min: 1, max: 4 },
      {
        kind: "choice",
        name: "how",
        summary: "In which way",
        required: false,
        choices: [{ name: "Append", value: "append" }],
      },
      { kind: "person", name: "whose", summary: "Whose", required: false },
    ],
  };
  assert.deepEqual(encodeCommands([spec])[0], {
    type: 1,
    name: "merge",
    description: "Bring a branch in",
    options: [
      { type: 3, name: "branch", description: "Which", required: true, max_length: 100, autocomplete: true },
      { type: 10, name: "count", description: "How many", required: false, min_value: 1, max_value: 4 },
      {
        type: 3,
        name: "how",
        description: "In which way",
        required: false,
        choices: [{ name: "Append", value: "append" }],
      },
      { type: 6, name: "whose", description: "Whose", required: false },
    ],
    contexts: [0, 1],
    integration_types: [0],
  });
});

test("DISCORD-COMMANDS what also stands in the message menu is registered there by its label alone", () => {
  const menu = { label: "Branch from here", option: "from" };
  const spec: CommandSpec = {
    name: "branch",
    summary: "Go on from here",
    menu,
    options: [{ kind: "text", name: "from", summary: "The message", required: false }],
  };
  const [slash, onMessage, ...more] = encodeCommands([spec]);
  assert.equal(slash?.name, "branch");
  assert.deepEqual(onMessage, {
    type: 3,
    name: "Branch from here",
    contexts: [0, 1],
    integration_types: [0],
  });
  assert.deepEqual(more, []);
});
