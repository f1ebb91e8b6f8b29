import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandSpec } from "../core/command.ts";
import { commandsOn } from "../core/commands-on.ts";
import { fieldsOf } from "../core/form-fields.ts";
import { commands } from "./list.ts";

/** Why a form of this command would not open where forms have so many fields at most. */
function formProblems(command: CommandSpec, most = 5): string[] {
  const fields = fieldsOf(command);
  const problems = fields.flatMap((option) => {
    if (option.kind === "choice" && option.choices.length > 25) return ["more than 25 choices"];
    if (option.kind === "choice" && option.choices.some((one) => one.value === "" || one.value.length > 75))
      return ["a choice's value of 0 or more than 75 characters"];
    if (option.kind !== "text") return [];
    if (option.suggests) return ["suggestions, which no form has"];
    return (option.maxLength ?? Number.POSITIVE_INFINITY) > 3_000
      ? ["text of more than 3,000 characters"]
      : [];
  });
  if (fields.length < 1 || fields.length > most) problems.push("no field, or too many");
  return problems.map((problem) => `/${command.name}: ${problem}`);
}

test("COMMANDS every name and summary fits both platforms, and no name is there twice", () => {
  for (const { name, summary, options } of commands) {
    assert.match(name, /^[a-z][a-z0-9-]{0,30}$/);
    for (const one of [{ name, summary }, ...options]) assert.ok(one.summary.length <= 100, one.summary);
    const required = options.map((option) => option.required);
    assert.deepEqual(
      required,
      required.toSorted((a, b) => Number(b) - Number(a)),
      `${name}: required come first`,
    );
  }
  assert.equal(new Set(commands.map((one) => one.name)).size, commands.length);
});

test("COMMANDS a form has on Discord at most five fields, and all of a length and kind that both platforms have", () => {
  for (const platform of ["discord", "slack"] as const) {
    const forms = commandsOn(platform, commands).filter((one) => one.opensForm);
    assert.deepEqual(
      forms.flatMap((form) => formProblems(form, platform === "discord" ? 5 : 100)),
      [],
    );
  }
  const text = (maxLength?: number, suggests = false) =>
    ({
      kind: "text",
      name: "x",
      summary: "",
      required: false,
      suggests,
      ...(maxLength ? { maxLength } : {}),
    }) as const;
  const spec = (...options: CommandSpec["options"]) => ({ name: "x", summary: "", options });
  assert.deepEqual(formProblems(spec(text(3_000), text(1), text(1), text(1), text(1))), []);
  for (const wrong of [
    spec(),
    spec(...Array.from({ length: 6 }, () => text(1))),
    spec(text()),
    spec(text(3_001)),
    spec(text(10, true)),
    spec({
      kind: "choice",
      name: "c",
      summary: "",
      required: false,
      choices: Array.from({ length: 26 }, (_, at) => ({ name: "n", value: `${at}` })),
    }),
  ]) {
    assert.equal(formProblems(wrong).length, 1, JSON.stringify(wrong));
  }
});
