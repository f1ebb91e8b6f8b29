import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { describe, test } from "node:test";
import { createSandbox, environment, type Sandbox } from "../sandbox/sandbox.ts";
import { DEFAULT_MANIFEST } from "../sandbox/slack/manifest/default.ts";
import { readConfig } from "../src/config.ts";
import { checkDatabase } from "../src/setup/database.ts";
import { checkDiscord } from "../src/setup/discord.ts";
import type { Finding } from "../src/setup/finding.ts";
import { checkModels } from "../src/setup/models.ts";
import { checkSlack } from "../src/setup/slack.ts";
import { lockDirectory } from "../src/store/directory-lock.ts";
import { runSetup } from "./support/run-setup.ts";

const settingsOf = (sandbox: Sandbox) => readConfig(environment(sandbox)).env;
const trouble = (findings: readonly Finding[]) => findings.filter(({ state }) => state !== "ok");
const say = (findings: readonly Finding[]) =>
  findings.map(({ state, what, told }) => `${state} ${what}: ${told}`);

/** Exactly one finding is not ok, and it reads like this. */
function onlyTrouble(findings: readonly Finding[], state: Finding["state"], told: RegExp): void {
  const [first, ...more] = trouble(findings);
  assert.deepEqual([first?.state, more], [state, []], say(findings).join("\n"));
  assert.match(first?.told ?? "", told);
}

async function withFolder(task: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "parley-setup-"));
  await task(folder).finally(() => rm(folder, { recursive: true }));
}

describe("npm run setup -- --check", () => {
  test("SETUP-CHECK of what works every line is ok but the embedded database's note, and it leaves with 0", async () => {
    await using sandbox = await createSandbox();
    await withFolder(async (folder) => {
      const { stdout } = await runSetup(["--check"], { ...environment(sandbox), DATA_DIR: folder });
      const lines = stdout.trimEnd().split("\n");
      const others = lines.filter((line) => !line.startsWith("ok "));
      assert.equal(others.length, 1, stdout);
      assert.match(others[0] ?? "", /^note {2}embedded database/);
      for (const what of ["Discord", "Slack", "Slack scopes", "Slack Socket Mode", "OpenAI", "Anthropic"])
        assert.ok(
          lines.some((line) => line.startsWith(`ok    ${what}: `)),
          what,
        );
      assert.ok(lines.includes("ok    OpenAI: gpt-image-1.5 is among them"), stdout);
    });
  });

  test("SETUP-CHECK every half and every refused token is told at once, without the tokens, and it leaves with 1", async () => {
    await using sandbox = await createSandbox();
    const { SLACK_APP_TOKEN: _, PARLEY_CHAT_MODEL: __, ...variables } = environment(sandbox);
    const wrong = { DISCORD_TOKEN: "canary", SLACK_BOT_TOKEN: "xoxb-canary", OPENAI_API_KEY: "canary" };
    await withFolder(async (folder) => {
      const ran = await runSetup(["--check"], { ...variables, ...wrong, DATA_DIR: folder });
      assert.equal(ran.code, 1);
      assert.match(ran.stdout, /^wrong settings: SLACK_BOT_TOKEN also needs/m);
      assert.match(ran.stdout, /^wrong Discord: DISCORD_TOKEN is refused/m);
      assert.match(ran.stdout, /^wrong Slack: SLACK_BOT_TOKEN is refused \(invalid_auth\)/m);
      assert.match(ran.stdout, /^wrong OpenAI: OPENAI_API_KEY is refused/m);
      assert.match(ran.stdout, /^ok {4}Anthropic/m);
      assert.doesNotMatch(ran.stdout + ran.stderr, /canary/);
    });
  });

  test("SETUP-CHECK-DISCORD an intent that is off is a note that says what Parley then cannot see", async () => {
    await using sandbox = await createSandbox({ seed: { discord: { portal: { messageContent: false } } } });
    onlyTrouble(
      await checkDiscord(settingsOf(sandbox)),
      "note",
      /Message Content intent is off.*mentions Parley/,
    );
  });

  test("SETUP-CHECK-DISCORD a permission that the role lacks is named with its reason and the link", async () => {
    await using sandbox = await createSandbox({ seed: { discord: { botPermissions: ["VIEW_CHANNEL"] } } });
    const { state, named } = sandbox.discord;
    const everyone = state.roles.get(named.guild)?.get(named.guild);
    assert.ok(everyone);
    everyone.permissions = "0";
    onlyTrouble(
      await checkDiscord(settingsOf(sandbox)),
      "wrong",
      /lacks Send Messages \(to answer in channels\).*oauth2\/authorize\?client_id=\d+/,
    );
    // Administrator has all
    everyone.permissions = String(1n << 3n);
    assert.deepEqual(trouble(await checkDiscord(settingsOf(sandbox))), []);
  });

  test("SETUP-CHECK-DISCORD a bot that is on no server is told the link", async () => {
    await using sandbox = await createSandbox();
    sandbox.discord.state.members.clear();
    onlyTrouble(
      await checkDiscord(settingsOf(sandbox)),
      "wrong",
      /no server yet: open https:\/\/discord\.com/,
    );
  });

  test("SETUP-CHECK-SLACK missing scopes are named with their reasons", async () => {
    const bot = DEFAULT_MANIFEST.oauth_config?.scopes?.bot?.filter((scope) => scope !== "files:read") ?? [];
    const manifest = { ...DEFAULT_MANIFEST, oauth_config: { scopes: { bot } } };
    await using sandbox = await createSandbox({ seed: { slack: { manifest } } });
    onlyTrouble(
      await checkSlack(settingsOf(sandbox)),
      "wrong",
      /^missing: files:read \(to look at files[^,]*\)/,
    );
  });

  test("SETUP-CHECK-SLACK Socket Mode that is off is told, though Slack gives out an address", async () => {
    const settings = { ...DEFAULT_MANIFEST.settings, socket_mode_enabled: false };
    const manifest = { ...DEFAULT_MANIFEST, settings };
    await using sandbox = await createSandbox({ seed: { slack: { manifest } } });
    onlyTrouble(await checkSlack(settingsOf(sandbox)), "wrong", /is off: turn it on under Socket Mode/);
  });

  test("SETUP-CHECK-SLACK a bot token in the place of the app-level one is told", async () => {
    await using sandbox = await createSandbox();
    const swapped = { ...settingsOf(sandbox), SLACK_APP_TOKEN: sandbox.slack.botToken };
    onlyTrouble(await checkSlack(swapped), "wrong", /SLACK_APP_TOKEN is refused.*connections:write/);
  });

  test("SETUP-CHECK-MODEL a model that the service does not list is a note with some that it has", async () => {
    await using sandbox = await createSandbox();
    const findings = await checkModels(settingsOf(sandbox), ["openai/demo", "anthropic/no-such-model"]);
    onlyTrouble(findings, "note", /^no-such-model is not among them.*demo/);
  });

  test("SETUP-CHECK-MODEL a compatible server is asked below its own address", async () => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      asked.push([request.url, request.headers.authorization]);
      response.end(JSON.stringify({ object: "list", data: [{ id: "llama" }] }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const own = { OPENAI_API_KEY: "any", OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1/` };
    const settings = { ...own, ANTHROPIC_BASE_URL: "http://127.0.0.1:9", ANTHROPIC_API_KEY: undefined };
    const findings = await checkModels(settings, ["openai/llama"]);
    assert.deepEqual(
      findings.map(({ state }) => state),
      ["ok", "ok"],
    );
    assert.deepEqual(asked, [["/v1/models", "Bearer any"]]);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    onlyTrouble(
      await checkModels(settings, []),
      "wrong",
      /can't be reached \(ECONNREFUSED\): check OPENAI_BASE_URL/,
    );
  });

  test("SETUP-CHECK-DATABASE a server that is not there is told without the password", async () => {
    const DATABASE_URL = "postgres://parley:canary@127.0.0.1:9/parley";
    const finding = await checkDatabase({ DATABASE_URL, DATA_DIR: "unused" });
    onlyTrouble([finding], "wrong", /ECONNREFUSED.*check DATABASE_URL/);
    assert.doesNotMatch(finding.told, /canary/);
  });

  test("SETUP-CHECK-DATABASE a server that answers is ok", { skip: !env.TEST_DATABASE_URL }, async () => {
    const finding = await checkDatabase({ DATABASE_URL: env.TEST_DATABASE_URL, DATA_DIR: "unused" });
    assert.equal(finding.state, "ok", finding.told);
    assert.match(finding.told, /^version \d+/);
  });

  test("SETUP-CHECK-DATABASE the directory of a running Parley is a note, one that cannot be made is wrong", async () => {
    await withFolder(async (folder) => {
      await using held = await lockDirectory(folder);
      assert.ok(held);
      onlyTrouble(
        [await checkDatabase({ DATABASE_URL: undefined, DATA_DIR: folder })],
        "note",
        /another Parley/,
      );
      const inFile = join(folder, "parley.lock", "data");
      onlyTrouble(
        [await checkDatabase({ DATABASE_URL: undefined, DATA_DIR: inFile })],
        "wrong",
        /DATA_DIR is /,
      );
    });
  });
});
