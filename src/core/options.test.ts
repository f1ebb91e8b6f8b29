import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandSpec } from "./command.ts";
import { isParleyError } from "./errors.ts";
import { validOptions } from "./options.ts";

const spec = (opensForm: boolean): CommandSpec => ({
  name: "settings",
  summary: "",
  opensForm,
  options: [
    { kind: "text", name: "persona", summary: "", required: false, maxLength: 5 },
    {
      kind: "choice",
      name: "tone",
      summary: "",
      required: false,
      choices: [{ name: "Kind", value: "kind" }],
    },
    { kind: "number", name: "count", summary: "", required: false, max: 4 },
    { kind: "person", name: "who", summary: "", required: false },
  ],
});
const refuses = (given: Record<string, string>, of = spec(true)) =>
  assert.throws(
    () => validOptions(of, given),
    (error) => isParleyError(error, "bad_input"),
  );

test("COMMAND-OPTIONS a field of a form that was left empty is kept apart from one that was not there", () => {
  const empty = { persona: "", tone: "", count: "", who: "" };
  assert.deepEqual(validOptions(spec(true), empty), empty);
  assert.deepEqual(validOptions(spec(true), {}), {});
  assert.deepEqual(validOptions(spec(true), { persona: "", tone: "Kind" }), { persona: "", tone: "kind" });
  assert.deepEqual(validOptions(spec(false), empty), {});
});

test("COMMAND-OPTIONS what a form sends is held to the same rules as what is typed", () => {
  assert.deepEqual(validOptions(spec(true), { count: "3", who: "U1" }), { count: 3, who: "U1" });
  const wrongs: [string, string][] = [
    ["persona", "too long"],
    ["tone", "loud"],
    ["count", "many"],
    ["count", "5"],
    ["other", "x"],
  ];
  for (const [name, value] of wrongs) refuses({ [name]: value });
  const needed: CommandSpec = {
    ...spec(true),
    options: [{ kind: "text", name: "persona", summary: "", required: true }],
  };
  refuses({ persona: "" }, needed);
});
