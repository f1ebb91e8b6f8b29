import assert from "node:assert/strict";
import { test } from "node:test";
import type { Manifest } from "../../../sandbox/slack/manifest/manifest.ts";
import { manifestProblems } from "../../../sandbox/slack/manifest/validate.ts";
import { commands } from "../../commands/list.ts";
import type { CommandSpec } from "../../core/command.ts";
import { menuOf } from "../../core/message-menu.ts";
import { buildManifest, EVENTS, SCOPES } from "./manifest.ts";

const build = (list: readonly CommandSpec[], url?: string) =>
  buildManifest({ commands: list, delivery: url ? { kind: "http", url } : { kind: "socket" } }) as Manifest;
const plain = (name: string, summary = name): CommandSpec => ({ name, summary, options: [] });

test("SLACK-MANIFEST Slack takes it, for both ways of delivery", () => {
  assert.deepEqual(manifestProblems(build(commands)), []);
  const http = build(commands, "https://parley.example/slack/events");
  assert.deepEqual(manifestProblems(http), []);
  assert.equal(http.settings?.socket_mode_enabled, false);
  assert.equal(http.settings?.event_subscriptions?.request_url, "https://parley.example/slack/events");
  assert.ok(http.features?.slash_commands?.every((command) => command.url !== undefined));
  assert.equal(build(commands).settings?.socket_mode_enabled, true);
});

test("SLACK-MANIFEST every command is there, and what Slack keeps to itself only through /parley", () => {
  const manifest = build([...commands, plain("status"), plain("parley")]);
  assert.deepEqual(manifestProblems(manifest), []);
  const names = manifest.features?.slash_commands?.map((command) => command.command);
  const kept = ["invite", "who", "leave"];
  const own = commands.map((command) => command.name).filter((name) => !kept.includes(name));
  assert.deepEqual(names, ["/parley", ...own.map((name) => `/${name}`)]);
  const hint = manifest.features?.slash_commands?.[0]?.usage_hint ?? "";
  for (const name of [...kept, "status"]) assert.ok(hint.split(" | ").includes(name), name);
});

test("SLACK-MANIFEST it stays within Slack's limits however many commands there are", () => {
  const many = Array.from({ length: 80 }, (_, index) => plain(`command-${index}`, "x".repeat(3_000)));
  const manifest = build([...many, plain("a".repeat(32))]);
  assert.deepEqual(manifestProblems(manifest), []);
  assert.equal(manifest.features?.slash_commands?.length, 50);
  assert.equal(manifest.features?.shortcuts?.length, 10);
});

test("SLACK-MANIFEST shortcuts are for commands that need nothing else", () => {
  const needy: CommandSpec = {
    ...plain("image"),
    options: [{ kind: "text", name: "prompt", summary: "", required: true }],
  };
  const shortcuts = build([needy, plain("stop")]).features?.shortcuts;
  assert.deepEqual(
    shortcuts?.map((shortcut) => shortcut.callback_id),
    ["parley:command:stop"],
  );
});

test("SLACK-MANIFEST what stands in the message menu keeps its label there, before the others", () => {
  const menu = { label: "Branch from here", option: "from" };
  const shortcuts = build([plain("stop"), { ...plain("branch"), menu }]).features?.shortcuts;
  assert.deepEqual(
    shortcuts?.map(({ type, name, callback_id }) => [type, name, callback_id]),
    [
      ["message", "Branch from here", "parley:command:branch"],
      ["message", "Parley: stop", "parley:command:stop"],
    ],
  );
});

test("SLACK-MANIFEST no more commands stand in the message menu than fit, with labels and options that exist", () => {
  const inMenu = commands.filter((command) => command.menu !== undefined);
  assert.deepEqual(menuOf(commands), inMenu);
  for (const { menu, options } of menuOf(commands)) {
    assert.ok(menu.label.length <= 24);
    assert.ok(
      options.some(
        (option) => (option.kind === "text" || option.kind === "image") && option.name === menu.option,
      ),
    );
    assert.ok(!options.some((option) => option.required && option.name !== menu.option));
  }
});

test("SLACK-MANIFEST every right and every event says what it is for", () => {
  for (const reason of [...Object.values(SCOPES), ...Object.values(EVENTS)]) assert.match(reason, /^\S.{3,}/);
});
