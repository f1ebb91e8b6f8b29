import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { leastMs } from "../../test/support/least-ms.ts";
import type { CommandSpec, OptionSpec } from "./command.ts";
import { parseTextCommand } from "./command-text.ts";

const free = (name: string, required = false): OptionSpec => ({
  kind: "text",
  name,
  summary: name,
  required,
});
const commands: readonly CommandSpec[] = [
  { name: "help", summary: "", options: [] },
  { name: "stop", summary: "", options: [] },
  { name: "new", summary: "", options: [] },
  { name: "model", summary: "", options: [{ ...free("name"), kind: "text", suggests: true }] },
  {
    name: "image",
    summary: "",
    options: [free("prompt", true), { kind: "number", name: "count", summary: "", required: false, max: 4 }],
  },
  {
    name: "merge",
    summary: "",
    options: [
      { ...free("branch", true), kind: "text", suggests: true },
      {
        kind: "choice",
        name: "how",
        summary: "",
        required: false,
        choices: [
          { name: "Append", value: "append" },
          { name: "Replace", value: "replace" },
        ],
      },
    ],
  },
];
const strict = (text: string) => parseTextCommand(text, commands, "strict");
const lenient = (text: string) => parseTextCommand(text, commands, "lenient");

test("COMMAND-TEXT words that fit a command's options are that command", () => {
  assert.deepEqual(strict("help"), { name: "help", options: {} });
  assert.deepEqual(strict(" Stop! "), { name: "stop", options: {} });
  assert.deepEqual(strict("model"), { name: "model", options: {} });
  assert.deepEqual(strict("model openai/gpt-5"), { name: "model", options: { name: "openai/gpt-5" } });
  assert.deepEqual(strict('model "two words"'), { name: "model", options: { name: "two words" } });
  assert.deepEqual(strict("merge idea REPLACE"), {
    name: "merge",
    options: { branch: "idea", how: "replace" },
  });
  assert.deepEqual(strict("merge how:append branch:idea"), {
    name: "merge",
    options: { branch: "idea", how: "append" },
  });
  assert.deepEqual(strict("image a red  cat"), { name: "image", options: { prompt: "a red  cat" } });
  assert.deepEqual(strict("image a red cat count:2"), {
    name: "image",
    options: { prompt: "a red cat", count: 2 },
  });
});

test("COMMAND-TEXT words that do not fit stay a message", () => {
  const messages = [
    "new project ideas?",
    "help me with this",
    "stop that nonsense",
    "model airplanes are fun",
    "merge idea sideways",
    "merge",
    "image",
    "image a cat count:many",
    "newish",
    "new-project",
    "",
    "?",
  ];
  for (const text of messages) assert.equal(strict(text), undefined, text);
});

test("COMMAND-TEXT a slash says that a command is meant, and what does not fit is left to the registry", () => {
  assert.deepEqual(strict("/new project ideas"), { name: "new", options: {} });
  assert.deepEqual(lenient("model a b"), { name: "model", options: { name: "a b" } });
  assert.deepEqual(lenient("merge idea sideways"), {
    name: "merge",
    options: { branch: "idea", how: "sideways" },
  });
  assert.deepEqual(lenient("image"), { name: "image", options: {} });
  assert.deepEqual(lenient("image https://example.com/a.png"), {
    name: "image",
    options: { prompt: "https://example.com/a.png" },
  });
  assert.equal(lenient("who"), undefined);
});

test("COMMAND-TEXT a picture is named by a link or `last`, once nothing else can be meant by the words", () => {
  const picture: OptionSpec = { kind: "image", name: "picture", summary: "", required: false };
  const specs = [
    { name: "read", summary: "", options: [picture] },
    { name: "ask", summary: "", options: [free("question"), picture] },
  ];
  const said = (text: string, mode: "strict" | "lenient") => parseTextCommand(text, specs, mode)?.options;
  const link = "https://x.slack.com/archives/C1/p1700000000000100";
  for (const mode of ["strict", "lenient"] as const) {
    assert.deepEqual(said("read last", mode), { picture: "last" });
    assert.deepEqual(said(`read ${link}`, mode), { picture: link });
    assert.deepEqual(said(`ask picture:${link} why?`, mode), { picture: link, question: "why?" });
    assert.deepEqual(said(`ask ${link} why?`, mode), { question: `${link} why?` });
  }
  assert.equal(said("read this", "strict"), undefined);
  assert.equal(said("read last year's report", "strict"), undefined);
  assert.deepEqual(said("read this", "lenient"), {});
});

test("COMMAND-TEXT a person is one word that says who: a mention by id, an id or an address", () => {
  const who = (text: string, mode: "strict" | "lenient") => {
    const spec: CommandSpec = {
      name: "invite",
      summary: "",
      options: [{ kind: "person", name: "who", summary: "", required: true }, free("words")],
    };
    return parseTextCommand(`invite ${text}`, [spec], mode)?.options;
  };
  const same: [string, string][] = [
    ["<@U0123ABCD>", "U0123ABCD"],
    ["<@U0123ABCD|ann>", "U0123ABCD"],
    ["<@!123456789012345678>", "123456789012345678"],
    ["123456789012345678", "123456789012345678"],
    ["W0123ABCD", "W0123ABCD"],
    ["ann.lee+x@mail.example.org", "ann.lee+x@mail.example.org"],
  ];
  for (const [typed, meant] of same) {
    assert.deepEqual(who(typed, "strict"), { who: meant }, typed);
    assert.deepEqual(who(`${typed} be my guest`, "lenient"), { who: meant, words: "be my guest" }, typed);
  }
  for (const typed of ["@ann", "ann", "everyone to the party", "UNBELIEVABLE news", "a@b", "<@U1", "x@y.z"]) {
    assert.equal(who(typed, "strict"), undefined, typed);
  }
  assert.deepEqual(who("@ann", "lenient"), { who: "@ann" });
});

test("COMMAND-TEXT a command written out is read back as it was", () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9/.-]{0,12}$/);
  const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(phrase, fc.constantFrom(undefined, "append", "replace"), (branch, how) => {
      const typed = `merge "${branch}"${how ? ` ${how}` : ""}`;
      assert.deepEqual(strict(typed), { name: "merge", options: how ? { branch, how } : { branch } });
      assert.deepEqual(lenient(typed), strict(typed));
    }),
  );
});

test("COMMAND-TEXT any text is either a known command or none, and names no option that is not declared", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .tuple(fc.constantFrom(...commands.map((c) => c.name)), fc.string())
      .map(([name, rest]) => `${name} ${rest}`),
  );
  fc.assert(
    fc.property(text, fc.constantFrom("strict" as const, "lenient" as const), (typed, mode) => {
      const found = parseTextCommand(typed, commands, mode);
      if (!found) return;
      const spec = commands.find((command) => command.name === found.name);
      assert.ok(spec);
      for (const name of Object.keys(found.options)) {
        assert.ok(
          spec.options.some((option) => option.name === name),
          name,
        );
      }
    }),
  );
});

test("A61 a hostile line is read within 50 ms, however long", () => {
  for (const unit of ['"', ":", "=", " ", "“", "“ ", "a:", 'a:" ']) {
    for (const length of [11_900, 100_000]) {
      const line = `image ${unit.repeat(length / unit.length)}`;
      const tookMs = leastMs(() => lenient(line));
      assert.ok(tookMs < 50, `${unit} of ${length} took ${tookMs} ms`);
    }
  }
});
