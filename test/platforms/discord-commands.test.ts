import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandSpec } from "../../src/core/command.ts";
import { downloadFile } from "../../src/platforms/discord/files.ts";
import { type DiscordBench, discordBench } from "../support/discord-bench.ts";

const signal = AbortSignal.timeout(30_000);
const base: CommandSpec = {
  name: "model",
  summary: "Choose a model",
  options: [
    { kind: "text", name: "name", summary: "Its name", required: false, maxLength: 100, suggests: true },
  ],
};
const registered = (bench: DiscordBench) =>
  [...bench.discord.state.commands.values()].map((one) => [one.type, one.name, one.description]);

const changes: [string, CommandSpec][] = [
  ["another summary", { ...base, summary: "Pick a model" }],
  ["no options", { ...base, options: [] }],
  ["an option that must be there", { ...base, options: [{ ...base.options[0], required: true } as never] }],
  [
    "no suggestions",
    {
      ...base,
      options: [{ kind: "text", name: "name", summary: "Its name", required: false, maxLength: 100 }],
    },
  ],
  [
    "no limit",
    {
      ...base,
      options: [{ kind: "text", name: "name", summary: "Its name", required: false, suggests: true }],
    },
  ],
];

for (const [what, changed] of changes) {
  test(`DISCORD-COMMANDS a change is written, once: ${what}`, async () => {
    await using bench = await discordBench({ start: false });
    await bench.platform.publish([base], signal);
    assert.equal(bench.commandWrites(), 1);
    await bench.platform.publish([changed], signal);
    assert.equal(bench.commandWrites(), 2);
    await bench.platform.publish([changed], signal);
    assert.equal(bench.commandWrites(), 2);
    assert.deepEqual(registered(bench), [[1, "model", changed.summary]]);
  });
}

test("DISCORD-COMMANDS what is gone goes, also from the message menu, and other kinds stay as they are", async () => {
  await using bench = await discordBench({ start: false });
  const id = bench.discord.application.id;
  const foreign = { type: 2, name: "Greet" };
  await fetch(`${bench.origin}/discord/api/v10/applications/${id}/commands`, {
    method: "POST",
    headers: { authorization: `Bot ${bench.discord.token}`, "content-type": "application/json" },
    body: JSON.stringify(foreign),
  });
  const names = () => registered(bench).map(([type, name]) => `${type} ${name}`);
  const menu = { label: "Look at this", option: "name" };
  await bench.platform.publish(
    [
      { ...base, menu },
      { ...base, name: "old" },
    ],
    signal,
  );
  assert.deepEqual(names().sort(), ["1 model", "1 old", "2 Greet", "3 Look at this"]);
  await bench.platform.publish([base], signal);
  assert.deepEqual(names().sort(), ["1 model", "2 Greet"]);
  const writes = bench.commandWrites();
  await bench.platform.publish([base], signal);
  assert.equal(bench.commandWrites(), writes);
});

test("F49 a file whose link has expired is fetched by a fresh one", async () => {
  await using bench = await discordBench();
  const { people, channel, platform } = bench;
  const bytes = Buffer.from("hello file");
  await people.say(people.ben, channel, "look", {
    mention: true,
    file: { name: "a.txt", mime: "text/plain", bytes },
  });
  const [file] = (await bench.hear("message")).files;
  assert.ok(file);
  const expired = { ...file, url: file.url.replace(/ex=[0-9a-f]+/, "ex=1") };
  const got = await platform.download(expired, channel, signal);
  assert.equal(Buffer.from(got.bytes).toString(), "hello file");
  const asked = bench.ledger.entries.filter((one) => one.name === "GET /channels/:id/messages/:message");
  assert.equal(asked.length, 1);
});

test("A57 no token goes along when a file is fetched", async () => {
  await using bench = await discordBench();
  const { people, channel } = bench;
  await people.say(people.ben, channel, "look", {
    mention: true,
    file: { name: "a.txt", mime: "text/plain", bytes: Buffer.from("x") },
  });
  const [file] = (await bench.hear("message")).files;
  assert.ok(file);
  const asked: Headers[] = [];
  const watching = (input: string | URL | Request, init?: RequestInit) => {
    asked.push(new Headers(init?.headers));
    return fetch(input, init);
  };
  await downloadFile(
    { api: undefined as never, apiUrl: bench.origin, fetch: watching as typeof fetch },
    file,
    channel,
    signal,
  );
  assert.equal(asked[0]?.get("authorization"), null);
});
