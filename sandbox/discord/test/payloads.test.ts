import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Fixture, openDiscord } from "../../../test/support/discord-sandbox.ts";

const dir = process.env.PAYLOADS_DIR;
const skip = dir ? false : "PAYLOADS_DIR is unset";

/** Paths of what the recorded value has and ours lacks. A list's elements are held against the likest of ours. */
function lacking(recorded: unknown, ours: unknown, path = ""): string[] {
  if (Array.isArray(recorded)) {
    if (!Array.isArray(ours) || ours.length === 0) return Array.isArray(ours) ? [] : [path];
    return recorded.flatMap((one) => {
      const each = ours.map((mine) => lacking(one, mine, `${path}[]`));
      return each.sort((a, b) => a.length - b.length)[0] ?? [];
    });
  }
  if (typeof recorded !== "object" || recorded === null) return [];
  if (typeof ours !== "object" || ours === null) return ours === undefined ? [path] : [];
  return Object.entries(recorded).flatMap(([key, value]) =>
    key in ours
      ? lacking(value, (ours as Record<string, unknown>)[key], `${path}.${key}`)
      : [`${path}.${key}`],
  );
}

/** Kinds of channel that do not stand in the sandbox: stages, forums, media. */
const absent: unknown[] = [13, 15, 16];

/** The recorded answers, some of which stand in a list of their own under `items`. */
function recordings(file: string): unknown[] {
  const list = JSON.parse(
    readFileSync(join(dir as string, "discord", "accord-jl", file), "utf8"),
  ) as unknown[];
  const present = (one: { type?: unknown }) => !absent.includes(one.type);
  return list.map((one) => {
    const { items } = one as { items?: { type?: unknown }[] };
    return items?.filter(present) ?? one;
  });
}

const answers: Record<string, (fixture: Fixture) => ReturnType<Fixture["call"]>> = {
  "rest_create_message.json": ({ call, discord }) =>
    call("POST", `/channels/${discord.named.channels.general}/messages`, { content: "x" }),
  "rest_get_channel.json": ({ call, discord }) => call("GET", `/channels/${discord.named.channels.general}`),
  "rest_get_channels.json": ({ call, discord }) => call("GET", `/guilds/${discord.named.guild}/channels`),
  "rest_get_gateway_bot.json": ({ call }) => call("GET", "/gateway/bot"),
  "rest_get_guild.json": ({ call, discord }) => call("GET", `/guilds/${discord.named.guild}`),
  "rest_get_me.json": ({ call }) => call("GET", "/users/@me"),
  "rest_get_members.json": ({ call, discord }) =>
    call("GET", `/guilds/${discord.named.guild}/members?limit=10`),
  "rest_get_roles.json": ({ call, discord }) => call("GET", `/guilds/${discord.named.guild}/roles`),
};

for (const [file, ask] of Object.entries(answers)) {
  test(`the sandbox's answer has every field of the recorded ${file}`, { skip }, async () => {
    await using fixture = await openDiscord({ seed: { portal: { guildMembers: true } } });
    const { body } = await ask(fixture);
    assert.deepEqual([...new Set(recordings(file).flatMap((one) => lacking(one, body)))], []);
  });
}
