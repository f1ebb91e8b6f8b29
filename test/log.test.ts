import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ParleyError } from "../src/core/errors.ts";
import { logged } from "../src/core/log.ts";
import { createLog } from "../src/observe/log.ts";
import { storeFailure } from "../src/store/failure.ts";

function logOf(write: (log: ReturnType<typeof createLog>) => void): string {
  let out = "";
  write(
    createLog("info", {
      write: (line) => {
        out += line;
      },
    }),
  );
  return out;
}

/** Put together here so that nothing in this file has the shape of a real secret. */
const body = "Ab1-Cd2_Ef3".repeat(4);
const plain = body.replaceAll(/[-_]/g, "");
const secrets: [shape: string, text: string, secret: string][] = [
  ["a Slack bot token", `token xoxb-${body}`, body],
  ["a Slack user token", `token xoxp-${body}`, body],
  ["a Slack refresh token", `token xoxe-1-${body}`, body],
  ["a Slack app-level token", `token xapp-1-${body}`, body],
  ["an OpenAI key", `key sk-proj-${body}`, body],
  ["an Anthropic key", `key sk-ant-api03-${body}`, body],
  ["a bearer header", `authorization: Bearer ${plain}`, plain],
  ["a bot header", `authorization: Bot ${plain}`, plain],
  [
    "a Discord bot token",
    `token ${plain.slice(0, 24)}.Abc-12.${body.slice(0, 38)}`,
    `${plain.slice(0, 24)}.Abc-12.${body.slice(0, 38)}`,
  ],
  ["a Discord interaction's token", `PATCH /webhooks/123456/${body}/messages/@original`, body],
  ["a Slack response_url", `POST https://hooks.slack.com/commands/T1/2/${plain}`, plain],
  ["a password in an address", `connect postgres://parley:${plain}@db:5432/parley`, plain],
];

describe("log", () => {
  for (const [shape, text, secret] of secrets) {
    test(`A63 ${shape} is struck out wherever it stands`, () => {
      const error = new Error(`failed: ${text}`, { cause: new Error(text) });
      const out = logOf((log) => {
        log.info({ text, deep: { list: [{ text }] } }, "a line");
        log.warn({ ...logged(error) }, "a line");
        log.error(logged(new ParleyError("platform_failed", "failed", { cause: error })), "a line");
      });
      assert.equal(out.trim().split("\n").length, 3);
      assert.ok(!out.includes(secret), out);
      assert.ok(out.includes("[secret]"));
    });
  }

  test("A63 what is no secret stays readable", () => {
    const fields = {
      job: "0193d3a2-7c1e-7aaa-8000-000000000001",
      platform: "slack",
      reason: "socket hang up",
    };
    const [line] = logOf((log) => log.info(fields, "connected")).split("\n");
    const { time, level, ...rest } = JSON.parse(line ?? "");
    assert.deepEqual(rest, { ...fields, msg: "connected" });
    assert.ok(Number.isFinite(Date.parse(time)) && level !== undefined);
  });

  test("A17 a line break or an escape sequence in a field does not make a line of its own", () => {
    const out = logOf((log) => log.info({ name: 'x\r\n{"level":50}\u001b[2J' }, "a line"));
    assert.equal(out.trimEnd().split(/[\r\n]/).length, 1);
    assert.ok(!out.includes("\u001b"));
  });

  test("A63 of an error its name, code and causes are logged, of anything else thrown nothing", () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const entry = logged(new ParleyError("model_unreachable", "no connection", { cause, retryable: true }));
    const { stack, cause: inner, ...rest } = entry as Record<string, unknown>;
    assert.deepEqual(rest, {
      error: "ParleyError",
      code: "model_unreachable",
      retryable: true,
      reason: "no connection",
    });
    assert.match(String(stack), /^\s+at /);
    assert.equal((inner as { code?: unknown }).code, "ECONNREFUSED");
    assert.doesNotMatch(JSON.stringify(logged("what a person wrote")), /person/);
    assert.doesNotMatch(JSON.stringify(logged({ text: "what a person wrote" })), /wrote/);
  });

  test("A65 a database's error is logged without the query's parameters", () => {
    const driver = Object.assign(new Error("duplicate key value: Key (text)=(what a person wrote)"), {
      code: "23505",
      detail: "Key (text)=(what a person wrote) already exists.",
      constraint_name: "message_place",
      parameters: ["what a person wrote"],
    });
    const wrapped = new Error("Failed query: insert …\nparams: what a person wrote", { cause: driver });
    for (const error of [driver, wrapped]) {
      const out = logOf((log) => log.error(logged(storeFailure(error)), "storing failed"));
      assert.doesNotMatch(out, /person/);
      assert.match(out, /23505/);
    }
  });

  test("A63 below its level nothing is written, and silent writes nothing", () => {
    const write = (lines: string[]) => ({ write: (line: string) => void lines.push(line) });
    const [warns, none]: [string[], string[]] = [[], []];
    for (const log of [createLog("warn", write(warns)), createLog("silent", write(none))]) {
      log.info({}, "info");
      log.warn({}, "warn");
      log.error({}, "error");
    }
    assert.deepEqual(
      warns.map((line) => JSON.parse(line).msg),
      ["warn", "error"],
    );
    assert.deepEqual(none, []);
  });
});
