import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fixture, openDiscord } from "../../../test/support/discord-sandbox.ts";
import { manualClock } from "../../../test/support/manual-clock.ts";

const commands = ({ discord }: Fixture) => `/applications/${discord.application.id}/commands`;
const slash = (name: string, more: object = {}) => ({ name, description: "d", ...more });
const put = (fixture: Fixture, body: unknown) => {
  fixture.discord.limits.reset();
  return fixture.call("PUT", commands(fixture), body);
};
const post = (fixture: Fixture, body: object) => {
  fixture.discord.limits.reset();
  return fixture.call("POST", commands(fixture), body);
};

test("DISCORD-COMMAND-NAME: 1 to 32 lower-case letters, digits, - and _ in any script; menus may have spaces", async () => {
  await using fixture = await openDiscord();
  for (const name of ["a", "merge-now", "n_1", "größe", "n".repeat(32)]) {
    assert.equal((await post(fixture, slash(name))).status, 201, name);
  }
  for (const name of ["", "Upper", "two words", "a.b", "n".repeat(33)]) {
    assert.equal((await post(fixture, slash(name))).body.code, 50035, name);
  }
  assert.equal((await post(fixture, { name: "Branch from here", type: 3 })).status, 201);
  assert.equal((await post(fixture, { name: "With words", type: 3, description: "x" })).body.code, 50035);
});

test("DISCORD-COMMAND-OPTIONS: 25 options, 25 choices, required ones first, names unique, no choices with autocomplete", async () => {
  await using fixture = await openDiscord();
  const option = (name: string, more: object = {}) => ({ type: 3, name, description: "d", ...more });
  const many = (count: number) => Array.from({ length: count }, (_, at) => option(`o${at}`));
  const choices = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ name: `n${at}`, value: `v${at}` }));
  const status = async (options: object[]) => (await post(fixture, slash("c", { options }))).status;
  assert.equal(await status(many(25)), 201);
  assert.equal(await status([option("a", { choices: choices(25) })]), 200);
  assert.equal(await status(many(26)), 400);
  assert.equal(await status([option("a", { choices: choices(26) })]), 400);
  assert.equal(await status([option("a"), option("b", { required: true })]), 400);
  assert.equal(await status([option("a"), option("a")]), 400);
  assert.equal(await status([option("a", { autocomplete: true, choices: choices(1) })]), 400);
  assert.equal(await status([option("a", { description: "d".repeat(101) })]), 400);
  assert.equal(await status([option("a", { description: "" })]), 400);
  assert.equal((await post(fixture, { name: "c" })).status, 400);
});

test("DISCORD-COMMAND-SIZE: names, descriptions and choices of one command have 8000 characters together", async () => {
  await using fixture = await openDiscord();
  const choice = (at: number) => ({ name: `${at}`.padEnd(100, "n"), value: `${at}`.padEnd(100, "v") });
  const option = (name: string) => ({
    type: 3,
    name,
    description: "d",
    choices: Array.from({ length: 25 }, (_, at) => choice(at)),
  });
  assert.equal((await post(fixture, slash("c", { options: [option("a")] }))).status, 201);
  assert.equal((await post(fixture, slash("c", { options: [option("a"), option("b")] }))).body.code, 50035);
});

test("DISCORD-COMMAND-LIMIT: 100 slash commands and 15 of each menu, then 30032", async () => {
  await using fixture = await openDiscord();
  const list = [
    ...Array.from({ length: 100 }, (_, at) => slash(`c${at}`)),
    ...Array.from({ length: 15 }, (_, at) => ({ name: `m${at}`, type: 3 })),
    ...Array.from({ length: 15 }, (_, at) => ({ name: `u${at}`, type: 2 })),
  ];
  assert.equal((await put(fixture, list)).status, 200);
  for (const one of [slash("more"), { name: "more", type: 3 }, { name: "more", type: 2 }]) {
    assert.equal((await post(fixture, one)).body.code, 30032);
  }
  assert.equal((await post(fixture, slash("c0", { description: "changed" }))).status, 200);
});

test("DISCORD-COMMAND-DAILY: 200 commands are created in a day, then 30034; rewriting the same ones costs nothing", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  const batch = (from: number) => Array.from({ length: 100 }, (_, at) => slash(`c${from + at}`));
  for (const list of [batch(0), batch(0), batch(100)]) assert.equal((await put(fixture, list)).status, 200);
  const refused = await post(fixture, slash("c0"));
  assert.deepEqual([refused.status, refused.body.code], [400, 30032]);
  await put(fixture, [slash("c100")]);
  assert.deepEqual((await post(fixture, slash("fresh"))).body.code, 30034);
  await clock.advance(24 * 3_600_000);
  assert.equal((await post(fixture, slash("fresh"))).status, 201);
});

test("DISCORD-COMMAND-BULK: a bulk write replaces all, keeps ids of the same names, refuses doubles", async () => {
  await using fixture = await openDiscord();
  const first = await put(fixture, [slash("a"), slash("b")]);
  const second = await put(fixture, [slash("b", { description: "new" }), slash("c")]);
  const id = (reply: { body: { id: string; name: string }[] }, name: string) =>
    reply.body.find((one) => one.name === name)?.id;
  assert.equal(id(second, "b"), id(first, "b"));
  const listed = await fixture.call("GET", commands(fixture));
  assert.deepEqual(listed.body.map((one: { name: string }) => one.name).sort(), ["b", "c"]);
  assert.equal((await put(fixture, [slash("a"), slash("a")])).body.code, 50035);
  assert.equal((await put(fixture, [slash("a"), { name: "a", type: 3 }])).status, 200);
});

test("DISCORD-COMMAND-SCOPE: guild commands stand in their guild alone, and only the own application's can be written", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { guild, users, channels } = discord.named;
  const path = `/applications/${discord.application.id}/guilds/${guild}/commands`;
  assert.equal((await fixture.call("POST", path, slash("here"))).body.guild_id, guild);
  const ben = discord.as(users.ben);
  assert.deepEqual(
    ben.commands(channels.general).map((one) => one.name),
    ["here"],
  );
  assert.deepEqual(ben.commands(ben.dm().id), []);
  assert.equal((await fixture.call("POST", "/applications/1/commands", slash("x"))).body.code, 20012);
});

test("DISCORD-COMMAND-OFFER: contexts and default permissions decide who is offered a command where", async () => {
  await using fixture = await openDiscord();
  const { as, named } = fixture.discord;
  await put(fixture, [
    slash("everywhere"),
    slash("guild-only", { contexts: [0] }),
    slash("dm-only", { contexts: [1] }),
    slash("moderators", { default_member_permissions: "8192" }),
  ]);
  const offered = (userId: string, channelId: string) =>
    as(userId)
      .commands(channelId)
      .map((one) => one.name);
  const { users, channels } = named;
  assert.deepEqual(offered(users.ben, channels.general), ["everywhere", "guild-only"]);
  assert.deepEqual(offered(users.maya, channels.general), ["everywhere", "guild-only", "moderators"]);
  assert.deepEqual(offered(users.ben, as(users.ben).dm().id), ["everywhere", "dm-only", "moderators"]);
  assert.throws(() => as(users.ben).slash(channels.general, "dm-only"), /not offered/);
});

test("DISCORD-COMMAND-INPUT: what a person may type is held to the options as they were registered", async () => {
  await using fixture = await openDiscord();
  const { as, named } = fixture.discord;
  const options = [
    { type: 3, name: "mode", description: "d", required: true, choices: [{ name: "A", value: "a" }] },
    { type: 4, name: "count", description: "d", min_value: 1, max_value: 4 },
    { type: 3, name: "text", description: "d", max_length: 3 },
    { type: 6, name: "who", description: "d" },
    { type: 11, name: "file", description: "d" },
  ];
  await post(fixture, slash("do", { options }));
  const type = (values: Parameters<ReturnType<typeof as>["slash"]>[2]) =>
    as(named.users.ben).slash(named.channels.general, "do", values);
  const file = { filename: "a.txt", contentType: "text/plain", bytes: Buffer.from("x") };
  const { data } = type({ mode: "a", count: 2, text: "abc", who: named.users.chloe, file });
  const resolved = data.resolved as {
    users: object;
    members: object;
    attachments: Record<string, { url: string }>;
  };
  assert.deepEqual(
    [Object.keys(resolved.users), Object.keys(resolved.members)],
    [[named.users.chloe], [named.users.chloe]],
  );
  assert.equal(await (await fetch(Object.values(resolved.attachments)[0]?.url ?? "")).text(), "x");
  const wrong = [
    {},
    { mode: "b" },
    { mode: "a", count: 5 },
    { mode: "a", count: 1.5 },
    { mode: "a", text: "abcd" },
    { mode: "a", other: 1 },
  ];
  for (const values of wrong) assert.throws(() => type(values as Parameters<typeof type>[0]), Error);
});

test("DISCORD-COMMAND-ATTACHMENT: an option for a file carries an id; the file beside it is ephemeral, stands in no message, and its link dies", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  const { as, named, state } = fixture.discord;
  await post(fixture, slash("show", { options: [{ type: 11, name: "file", description: "d" }] }));
  const type = (size: number) => {
    const file = { filename: "a.txt", contentType: "text/plain", bytes: Buffer.alloc(size, "x") };
    return as(named.users.ben).slash(named.channels.general, "show", { file }).data;
  };
  const { options, resolved } = type(3);
  const [option] = options as { type: number; value: string }[];
  const { attachments } = resolved as {
    attachments: Record<string, { url: string; size: number; ephemeral: boolean }>;
  };
  const file = attachments[option?.value ?? ""];
  assert.deepEqual([option?.type, file?.size, file?.ephemeral], [11, 3, true]);
  assert.equal(state.messages.size, 0);
  assert.equal((await fetch(file?.url ?? "")).status, 200);
  await clock.advance(25 * 3_600_000);
  assert.equal((await fetch(file?.url ?? "")).status, 404);
  assert.throws(() => type(10 * 1024 * 1024 + 1));
});

test("DISCORD-COMMAND-USER: an option for a person carries an id, and who that is stands beside it", async () => {
  await using fixture = await openDiscord();
  const { as, named } = fixture.discord;
  await post(
    fixture,
    slash("ask", { options: [{ type: 6, name: "who", description: "d", required: true }] }),
  );
  const type = (who: string) => as(named.users.ben).slash(named.channels.general, "ask", { who });
  const { data } = type(named.users.chloe);
  assert.deepEqual(data.options, [{ type: 6, name: "who", value: named.users.chloe }]);
  assert.deepEqual(Object.keys((data.resolved as { users: object }).users), [named.users.chloe]);
  assert.throws(() => type("chloe"), /no such person/);
});
