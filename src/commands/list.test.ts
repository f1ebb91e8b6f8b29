import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandSpec } from "../core/command.ts";
import { commands } from "./list.ts";

/** Why a form of this command would not open on both platforms. */
function formProblems({ name, options }: CommandSpec): string[] {
  const problems = options.flatMap((option) => {
    if (option.kind === "choice" && option.choices.length > 25) return ["more than 25 choices"];
    if (option.kind === "choice" && option.choices.some((one) => one.value === "" || one.value.length > 75))
      return ["a choice's value of 0 or more than 75 characters"];
    if (option.kind !== "text") return [];
    if (option.suggests) return ["suggestions, which no form has"];
    return (option.maxLength ?? Number.POSITIVE_INFINITY) > 3_000
      ? ["text of more than 3,000 characters"]
      : [];
  });
  if (options.length < 1 || options.length > 5) problems.push("not one to five fields");
  return problems.map((problem) => `/${name}: ${problem}`);
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

test("COMMANDS a form has at most five fields, of a length and kind that both platforms have", () => {
  assert.deepEqual(commands.filter((one) => one.opensForm).flatMap(formProblems), []);
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
