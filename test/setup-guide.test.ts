import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PermissionFlagsBits } from "discord.js";
import { createSandbox, environment } from "../sandbox/sandbox.ts";
import type { Manifest } from "../sandbox/slack/manifest/manifest.ts";
import { commands } from "../src/commands/list.ts";
import { inviteUrl, neededPermissions } from "../src/platforms/discord/permissions.ts";
import { EVENTS, SCOPES } from "../src/platforms/slack/manifest.ts";
import { runSetup } from "./support/run-setup.ts";
import { openStage, type Stage } from "./support/stage.ts";

function manifestIn(out: string): Manifest {
  const lines = out.split("\n");
  const json = lines.slice(lines.indexOf("{"), lines.indexOf("}") + 1).join("\n");
  return JSON.parse(json) as Manifest;
}

function linkIn(out: string): URL {
  return new URL(/https:\/\/discord\.com\/oauth2\S+/.exec(out)?.[0] ?? "");
}

/** The names under which the sandbox knows the permissions of a link. */
function permissionsOf(link: URL) {
  const bits = BigInt(link.searchParams.get("permissions") ?? "");
  const names = Object.entries(PermissionFlagsBits).filter(([, bit]) => bits & bit);
  const known = new Map(sandboxNames.map((name) => [name.replaceAll("_", ""), name]));
  return names.map(([name]) => {
    const found = known.get(name.toUpperCase());
    assert.ok(found, `the link asks for ${name}, which no test knows`);
    return found;
  });
}

const sandboxNames = [
  "VIEW_CHANNEL",
  "SEND_MESSAGES",
  "SEND_MESSAGES_IN_THREADS",
  "CREATE_PUBLIC_THREADS",
  "CREATE_PRIVATE_THREADS",
  "MANAGE_THREADS",
  "READ_MESSAGE_HISTORY",
  "ATTACH_FILES",
] as const;
type Name = (typeof sandboxNames)[number];

/** A server where only Parley's own role gives it rights, and Olivia, its owner, who may do anything. */
async function strictServer(botPermissions: readonly Name[]): Promise<Stage> {
  const stage = await openStage({
    platform: "discord",
    start: false,
    seed: { discord: { botPermissions } },
  });
  const { state, named } = stage.sandbox.discord;
  const everyone = state.roles.get(named.guild)?.get(named.guild);
  assert.ok(everyone);
  everyone.permissions = "0";
  await stage.start();
  return stage;
}

/** What Parley can be asked on a server, and how to see that it was done. */
function walk({ sandbox: { discord }, app, until }: Stage) {
  const { users, channels } = discord.named;
  const olivia = discord.as(users.olivia);
  const answered = (channel: string) =>
    [...discord.state.messages.values()].some(
      (m) =>
        m.channel_id === channel &&
        m.authorId === users.parley &&
        JSON.stringify(m.components).includes("Regenerate"),
    );
  const ask = (channel: string) => olivia.say(channel, `<@${users.parley}> hello`);
  const [platform] = app.platforms;
  assert.ok(platform);
  const workspace = `discord/${discord.named.guild}` as never;
  const place = { platform: "discord", workspace, channel: channels.general, kind: "channel" } as const;
  const key = (of: number) => ({
    job: `0193d3a2-7c1e-7aaa-8000-00000000000${of}` as never,
    part: 0,
    mayStand: false,
  });
  const signal = AbortSignal.timeout(10_000);
  const said = (text: string) =>
    [...discord.state.messages.values()].find((m) => m.authorId === users.parley && m.content.includes(text));
  const command = async (name: string, options: Record<string, string>) => {
    await until(() => olivia.commands(channels.general).length > 0, "commands are registered");
    olivia.slash(channels.general, name, options);
  };
  return {
    answered,
    channel: channels.general,
    askInChannel: () => void ask(channels.general),
    askInThread() {
      const thread = olivia.openThread(channels.general, { name: "a thread" });
      ask(thread.id);
      return thread.id;
    },
    askDirectly() {
      const { id } = olivia.dm();
      olivia.say(id, "hello");
      return id;
    },
    sendFile() {
      const file = { name: "a.txt", mime: "text/plain", bytes: Buffer.from("a") };
      return platform.send(place, { text: "a file", files: [file] }, key(1), signal);
    },
    openPrivately() {
      const wanted = { title: "aside", text: "here", private: { for: { id: users.olivia, name: "Olivia" } } };
      return platform.openThread(place, wanted, key(2), signal);
    },
    said,
    openBranch: () => command("branch", { name: "side" }),
    /** A thread that was opened by hand is not Parley's own. */
    async mergeThread() {
      await command("merge", { branch: "thread" });
      await until(() => said("Merge `thread`?") !== undefined, "the question");
      const question = said("Merge `thread`?");
      const [confirm] = (question?.components[0]?.components ?? []) as { custom_id: string }[];
      assert.ok(question && confirm);
      olivia.press(question.id, confirm.custom_id);
      await until(() => said("merged this branch into") !== undefined, "the closing note");
    },
    isArchived(thread: string) {
      const found = discord.state.channels.get(thread);
      return found?.kind === "thread" && found.thread_metadata.archived;
    },
    until,
  };
}

const refusals = (stage: Stage) =>
  stage.sandbox.ledger.entries.filter((e) => e.service === "discord" && (e.status ?? 0) >= 400);
const refusedWith = (stage: Stage, code: number) =>
  refusals(stage).some((entry) => (entry.response as { code?: unknown }).code === code);

describe("npm run setup", () => {
  test("SETUP-GUIDE without any setting it says what to do, for what reason, and leaves with 0", async () => {
    const { code, stdout: out, stderr: err } = await runSetup([]);
    assert.equal(code, 0, err);
    const reasons = Object.entries({ ...SCOPES, ...EVENTS });
    for (const [name, reason] of reasons) assert.ok(out.includes(`- ${name}: ${reason}\n`), name);
    for (const reason of Object.values(neededPermissions)) assert.ok(out.includes(`: ${reason}\n`), reason);
    const settings = [
      "DISCORD_TOKEN",
      "SLACK_BOT_TOKEN",
      "SLACK_APP_TOKEN",
      "OPENAI_API_KEY",
      "ANTHROPIC_API_KEY",
    ];
    for (const name of settings) assert.ok(out.includes(name), name);
    assert.match(out, /client_id=APPLICATION_ID&/);
  });

  test("SETUP-INVITE the link names the application: the token's own, or the one that is given", async () => {
    await using sandbox = await createSandbox();
    const { stdout: out } = await runSetup([], environment(sandbox));
    assert.equal(linkIn(out).searchParams.get("client_id"), sandbox.discord.application.id);
    const given = await runSetup(["--discord-app", "112233445566778899"]);
    assert.equal(linkIn(given.stdout).searchParams.get("client_id"), "112233445566778899");
    assert.equal(linkIn(given.stdout).searchParams.get("scope"), "bot applications.commands");
  });

  test("SETUP-INVITE with the link's permissions and no others Parley does everything it does on a server", async () => {
    await using stage = await strictServer(permissionsOf(new URL(inviteUrl("1"))));
    const { askInChannel, askInThread, sendFile, openPrivately, answered, channel, until, ...more } =
      walk(stage);
    askInChannel();
    await until(() => answered(channel), "an answer in the channel");
    const thread = askInThread();
    await until(() => answered(thread), "an answer in a thread");
    await sendFile();
    await openPrivately();
    await more.openBranch();
    await until(() => more.said("in [a thread of its own]") !== undefined, "a branch");
    await more.mergeThread();
    await until(() => more.isArchived(thread), "the merged branch's thread is archived");
    assert.deepEqual(refusals(stage), []);
  });

  test("SETUP-INVITE each permission of the link is needed", async (t) => {
    const all = permissionsOf(new URL(inviteUrl("1")));
    const missing: Record<Name, (stage: Stage) => Promise<void>> = {
      async VIEW_CHANNEL(stage) {
        const { askInChannel, askDirectly, answered, channel, until } = walk(stage);
        askInChannel();
        const dm = askDirectly();
        await until(() => answered(dm), "an answer to the direct message");
        assert.equal(answered(channel), false);
      },
      async SEND_MESSAGES(stage) {
        walk(stage).askInChannel();
        await stage.until(() => refusedWith(stage, 50013), "a refused answer");
      },
      async SEND_MESSAGES_IN_THREADS(stage) {
        const { askInThread, askInChannel, answered, channel, until } = walk(stage);
        askInThread();
        await until(() => refusedWith(stage, 50013), "a refused answer");
        askInChannel();
        await until(() => answered(channel), "an answer in the channel");
      },
      async CREATE_PRIVATE_THREADS(stage) {
        await assert.rejects(walk(stage).openPrivately());
        assert.ok(refusedWith(stage, 50013));
      },
      async CREATE_PUBLIC_THREADS(stage) {
        const { askInChannel, openBranch, answered, channel, said, until } = walk(stage);
        askInChannel();
        await until(() => answered(channel), "an answer in the channel");
        await openBranch();
        await until(
          () => said("I lack the permission **Create Public Threads**") !== undefined,
          "the reason",
        );
        assert.ok(refusedWith(stage, 50013));
      },
      async MANAGE_THREADS(stage) {
        const { askInThread, answered, mergeThread, isArchived } = walk(stage);
        const thread = askInThread();
        await stage.until(() => answered(thread), "an answer in the thread");
        await mergeThread();
        await stage.until(() => refusedWith(stage, 50013), "a thread that stays open");
        assert.equal(isArchived(thread), false);
        const told = "the thread of a merged branch could not be archived";
        await stage.until(() => stage.lines.some((line) => line.msg === told), "the operator is told");
      },
      async READ_MESSAGE_HISTORY(stage) {
        walk(stage).askInChannel();
        await stage.until(() => refusedWith(stage, 160002), "a refused reply");
      },
      async ATTACH_FILES(stage) {
        await assert.rejects(walk(stage).sendFile());
        assert.ok(refusedWith(stage, 50013));
      },
    };
    assert.deepEqual(new Set(all), new Set(Object.keys(missing)));
    for (const name of all) {
      await t.test(name, async () => {
        await using stage = await strictServer(all.filter((one) => one !== name));
        await missing[name](stage);
      });
    }
  });

  test("SETUP-MANIFEST Slack installs the printed manifest, and with its scopes and events Parley works", async () => {
    const manifest = manifestIn((await runSetup([])).stdout);
    assert.equal(manifest.settings?.socket_mode_enabled, true);
    await using stage = await openStage({ platform: "slack", seed: { slack: { manifest } } });
    const asked = stage.ask("hello");
    await stage.until(() => stage.shown(asked).at(-1)?.buttons.includes("Regenerate") ?? false, "an answer");
    const said = await stage.command("help");
    await stage.until(() => Boolean(said()), "the help");
    const refused = stage.sandbox.ledger.entries.filter(
      ({ service, response }) => service === "slack" && /missing_scope/.test(JSON.stringify(response ?? "")),
    );
    assert.deepEqual(refused, []);
  });

  test("SETUP-MANIFEST with --http everything Slack sends goes to the public address", async () => {
    await using sandbox = await createSandbox();
    const { stdout: out } = await runSetup(["--http", "https://parley.example"]);
    const manifest = manifestIn(out);
    sandbox.slack.install(manifest);
    const url = "https://parley.example/slack/events";
    assert.equal(manifest.settings?.socket_mode_enabled, false);
    assert.equal(manifest.settings?.event_subscriptions?.request_url, url);
    assert.equal(manifest.settings?.interactivity?.request_url, url);
    const slash = manifest.features?.slash_commands ?? [];
    assert.deepEqual(new Set(slash.map((command) => command.url)), new Set([url]));
    assert.deepEqual(
      commands.map(({ name }) => name).filter((name) => !slash.some(({ command }) => command === `/${name}`)),
      ["invite", "who", "leave"],
      "Slack keeps these names to itself: they go through /parley",
    );
    assert.match(out, /SLACK_SIGNING_SECRET/);
    assert.match(out, /Retry/);
  });

  test("SETUP-OPTIONS an address that is not https, an id that is none and an unknown option are refused with 2", async () => {
    const wrong = [
      ["--http", "http://parley.example"],
      ["--http", "parley.example"],
      ["--discord-app", "Parley"],
      ["--everything"],
    ];
    for (const args of wrong) {
      const { code, stdout: out, stderr: err } = await runSetup(args);
      assert.equal(code, 2, args.join(" "));
      assert.equal(out, "");
      assert.match(err, /npm run setup -- --check/);
    }
  });
});
