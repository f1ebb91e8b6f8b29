import assert from "node:assert/strict";
import { test } from "node:test";
import { readConfig } from "../src/config.ts";
import { createSandbox, environment } from "./sandbox.ts";

test("one port carries all four services, and the environment opens each", async () => {
  await using sandbox = await createSandbox();
  const variables = environment(sandbox);
  const config = readConfig(variables);
  assert.equal(config.mode, "live");
  assert.equal(config.chatModel, "openai/demo");
  const ask = async (url: string, authorization: string, method = "GET") =>
    (await fetch(url, { method, headers: { authorization, "x-api-key": authorization } })).json();

  const me = await ask(`${variables.DISCORD_API_URL}/v10/users/@me`, `Bot ${variables.DISCORD_TOKEN}`);
  assert.equal((me as { username: string }).username, "Parley");
  const auth = await ask(
    `${variables.SLACK_API_URL}auth.test`,
    `Bearer ${variables.SLACK_BOT_TOKEN}`,
    "POST",
  );
  assert.equal((auth as { ok: boolean }).ok, true);
  for (const [url, key] of [
    [`${variables.OPENAI_BASE_URL}/models/demo`, `Bearer ${variables.OPENAI_API_KEY}`],
    [`${variables.ANTHROPIC_BASE_URL}/v1/models/demo`, `${variables.ANTHROPIC_API_KEY}`],
  ] as const) {
    const response = await fetch(url, {
      headers: { authorization: key, "x-api-key": key, "anthropic-version": "2023-06-01" },
    });
    assert.equal(((await response.json()) as { id: string }).id, "demo", url);
  }
});
