import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ConfigProblems, readConfig } from "../src/config.ts";
import { sandboxed } from "../src/sandboxed.ts";

const discord = { DISCORD_TOKEN: "a-token" };
const slack = { SLACK_BOT_TOKEN: "xoxb-1" };
const model = { OPENAI_API_KEY: "a-key" };

function problemsOf(variables: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(variables);
  } catch (error) {
    assert.ok(error instanceof ConfigProblems);
    return error.problems;
  }
  return [];
}

describe("configuration", () => {
  test("CONFIG-MODE without a platform's token it is the sandbox, with one it is live", () => {
    assert.equal(readConfig({}).mode, "sandbox");
    assert.equal(readConfig(model).mode, "sandbox");
    assert.equal(readConfig({ ...discord, ...model }).mode, "live");
    assert.equal(readConfig({ ...slack, ...model, SLACK_APP_TOKEN: "xapp-1" }).mode, "live");
  });

  test("CONFIG-EMPTY what is empty or blank counts as unset", () => {
    const blank = { DISCORD_TOKEN: "", SLACK_BOT_TOKEN: "  ", DATABASE_URL: "", PORT: " ", LOG_LEVEL: "" };
    assert.deepEqual(readConfig(blank), readConfig({}));
  });

  test("CONFIG-DEFAULTS what is unset has its default", () => {
    const { env } = readConfig({});
    assert.equal(env.DISCORD_API_URL, "https://discord.com/api");
    assert.equal(env.SLACK_API_URL, "https://slack.com/api/");
    assert.equal(env.DATA_DIR, "./data");
    assert.equal(env.PORT, 3000);
    assert.equal(env.HOST, "127.0.0.1");
  });

  test("CONFIG-SLACK an app-level token means Socket Mode, a signing secret HTTP, both Socket Mode", () => {
    const transport = (more: object) => readConfig({ ...slack, ...model, ...more }).slack?.transport;
    const socket = { kind: "socket", appToken: "xapp-1" };
    assert.deepEqual(transport({ SLACK_APP_TOKEN: "xapp-1" }), socket);
    assert.deepEqual(transport({ SLACK_SIGNING_SECRET: "s" }), { kind: "http", signingSecret: "s" });
    assert.deepEqual(transport({ SLACK_APP_TOKEN: "xapp-1", SLACK_SIGNING_SECRET: "s" }), socket);
  });

  test("CONFIG-MODEL the model is the one that is named, else the usual one of the service that has a key", () => {
    const chosen = (more: object) => readConfig({ ...discord, ...more }).chatModel;
    assert.equal(
      chosen({ ...model, PARLEY_CHAT_MODEL: "openai/llama3.3:70b-instruct" }),
      "openai/llama3.3:70b-instruct",
    );
    assert.match(chosen(model) ?? "", /^openai\//);
    assert.match(chosen({ ANTHROPIC_API_KEY: "k" }) ?? "", /^anthropic\//);
    assert.match(chosen({ ...model, ANTHROPIC_API_KEY: "k" }) ?? "", /^anthropic\//);
    assert.equal(readConfig({}).chatModel, undefined);
  });

  test("CONFIG-IMAGE-MODEL pictures are made by the model that is named, else by OpenAI's own service alone", () => {
    const chosen = (more: object) => readConfig({ ...discord, ...more }).imageModel;
    const ollama = { ...model, OPENAI_BASE_URL: "http://localhost:11434/v1" };
    assert.equal(chosen(model), "openai/gpt-image-1.5");
    assert.equal(
      chosen({ ...model, OPENAI_BASE_URL: "https://eu.api.openai.com/v1" }),
      "openai/gpt-image-1.5",
    );
    assert.equal(chosen({ ...model, OPENAI_BASE_URL: "https://api.openai.com.example.com" }), undefined);
    assert.equal(chosen(ollama), undefined);
    assert.equal(chosen({ ...ollama, PARLEY_IMAGE_MODEL: "openai/flux" }), "openai/flux");
    assert.equal(chosen({ ANTHROPIC_API_KEY: "k" }), undefined);
  });

  const halves: [title: string, given: Record<string, string>, names: RegExp][] = [
    ["Slack without a way in", { ...slack, ...model }, /SLACK_APP_TOKEN.*SLACK_SIGNING_SECRET/],
    ["a way in without Slack's bot token", { SLACK_APP_TOKEN: "xapp-1" }, /SLACK_BOT_TOKEN/],
    ["a signing secret without the bot token", { SLACK_SIGNING_SECRET: "s" }, /SLACK_BOT_TOKEN/],
    ["a platform without a model", discord, /OPENAI_API_KEY or ANTHROPIC_API_KEY/],
    [
      "a model without its key",
      { ...discord, ...model, PARLEY_CHAT_MODEL: "anthropic/x" },
      /ANTHROPIC_API_KEY/,
    ],
    [
      "a fallback without its key",
      { ...discord, ANTHROPIC_API_KEY: "k", PARLEY_FALLBACK_MODEL: "openai/x" },
      /OPENAI_API_KEY/,
    ],
    [
      "an image model without its key",
      { ...discord, ANTHROPIC_API_KEY: "k", PARLEY_IMAGE_MODEL: "openai/x" },
      /^PARLEY_IMAGE_MODEL is openai\/x, which needs OPENAI_API_KEY$/,
    ],
  ];
  for (const [title, given, names] of halves) {
    test(`CONFIG-HALF ${title} is one problem that says what to set`, () => {
      const problems = problemsOf(given);
      assert.equal(problems.length, 1, problems.join("; "));
      assert.match(problems[0] ?? "", names);
    });
  }

  test("CONFIG-ALL every problem is named at once, malformed ones and halves, each with its variable", () => {
    const problems = problemsOf({
      SLACK_BOT_TOKEN: "xapp-swapped",
      SLACK_APP_TOKEN: "xoxb-swapped",
      DISCORD_API_URL: "ftp://discord.com",
      OPENAI_BASE_URL: "localhost:11434",
      DATABASE_URL: "mysql://localhost/parley",
      DATABASE_PREPARE: "no",
      PARLEY_CHAT_MODEL: "gpt-5",
      PARLEY_IMAGE_MODEL: "anthropic/x",
      PARLEY_CONTEXT_TOKENS: "few",
      PORT: "65536",
      LOG_LEVEL: "loud",
    });
    const malformed = [
      "SLACK_BOT_TOKEN",
      "SLACK_APP_TOKEN",
      "DISCORD_API_URL",
      "OPENAI_BASE_URL",
      "DATABASE_URL",
      "DATABASE_PREPARE",
      "PARLEY_CHAT_MODEL",
      "PARLEY_IMAGE_MODEL",
      "PARLEY_CONTEXT_TOKENS",
      "PORT",
      "LOG_LEVEL",
    ];
    for (const name of malformed) {
      assert.ok(
        problems.some((problem) => problem.startsWith(`${name} `)),
        `${name} is not among: ${problems.join("; ")}`,
      );
    }
    assert.ok(
      problems.some((problem) => problem.startsWith("a platform is set up but no model")),
      problems.join("; "),
    );
  });

  test("A63 CONFIG-SECRET a problem never shows the value of a secret", () => {
    const given = { DISCORD_TOKEN: "canary", SLACK_BOT_TOKEN: "canary", SLACK_APP_TOKEN: "canary" };
    const url = { DATABASE_URL: "mysql://me:canary@host/db", OPENAI_BASE_URL: "ftp://me:canary@host" };
    const problems = problemsOf({ ...given, ...url, OPENAI_API_KEY: "canary" });
    assert.ok(problems.length >= 4);
    assert.doesNotMatch(problems.join("\n"), /canary/);
  });
});

test("CONFIG-SANDBOX the demo model answers in the sandbox only where no key is given", () => {
  const sandbox = {
    SLACK_BOT_TOKEN: "xoxb-s",
    OPENAI_API_KEY: "sk-sandbox",
    PARLEY_CHAT_MODEL: "openai/demo",
    PARLEY_IMAGE_MODEL: "openai/drawn",
  };
  assert.equal(sandboxed({ PORT: "3000" }, sandbox).PARLEY_CHAT_MODEL, "openai/demo");
  assert.equal(sandboxed({ PORT: "3000" }, sandbox).PARLEY_IMAGE_MODEL, "openai/drawn");
  const own = sandboxed({ ANTHROPIC_API_KEY: "mine", PORT: "3000" }, sandbox);
  assert.deepEqual(own, { ANTHROPIC_API_KEY: "mine", SLACK_BOT_TOKEN: "xoxb-s", PORT: "0" });
});
