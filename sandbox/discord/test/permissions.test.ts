import assert from "node:assert/strict";
import { test } from "node:test";
import { openDiscord } from "../../../test/support/discord-sandbox.ts";
import { identified } from "../../../test/support/gateway-socket.ts";
import { manualClock } from "../../../test/support/manual-clock.ts";
import { type Permission, permission } from "../access/permission-bits.ts";
import { Refusal } from "../access/refusal.ts";
import { intent } from "../gateway/intents.ts";

const bits = (...names: Permission[]) => names.reduce((sum, name) => sum | permission[name], 0n).toString();
const refuses = (code: number) => (error: unknown) => error instanceof Refusal && error.code === code;

test("DISCORD-PERMISSION-ORDER: everyone's overwrite, then the roles', then the member's; allow beats deny in each", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { guild, users, roles, channels } = discord.named;
  const owner = discord.as(users.olivia);
  const says = (userId: string) => discord.as(userId).say(channels.random, "x");
  owner.setOverwrite(channels.random, { id: guild, type: 0, allow: "0", deny: bits("SEND_MESSAGES") });
  assert.throws(() => says(users.ben), refuses(50013));
  assert.throws(() => says(users.maya), refuses(50013));
  owner.setOverwrite(channels.random, {
    id: roles.moderator,
    type: 0,
    allow: bits("SEND_MESSAGES"),
    deny: "0",
  });
  says(users.maya);
  assert.throws(() => says(users.ben), refuses(50013));
  owner.setOverwrite(channels.random, { id: users.maya, type: 1, allow: "0", deny: bits("SEND_MESSAGES") });
  assert.throws(() => says(users.maya), refuses(50013));
  owner.setOverwrite(channels.random, { id: users.ben, type: 1, allow: bits("SEND_MESSAGES"), deny: "0" });
  says(users.ben);
  says(users.adam);
  says(users.olivia);
});

test("DISCORD-PERMISSION-HIDDEN: who cannot see a channel can do nothing in it", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { users, channels } = discord.named;
  const secret = discord.as(users.maya).say(channels.private, "secret");
  const ben = discord.as(users.ben);
  assert.throws(() => ben.say(channels.private, "x"), refuses(50001));
  assert.throws(() => ben.react(secret.id, "👍"), refuses(50001));
  assert.deepEqual(discord.visibleTo(users.ben, channels.private), []);
  assert.deepEqual(discord.visibleTo(users.maya, channels.private), [secret]);
});

test("DISCORD-PERMISSION-TIMEOUT: a timed-out member reads and nothing else, until the time is over", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  const { discord } = fixture;
  const { guild, users, channels } = discord.named;
  discord.as(users.maya).timeOut(guild, users.ben, clock.now() + 60_000);
  const ben = discord.as(users.ben);
  assert.throws(() => ben.say(channels.general, "x"), refuses(50013));
  await clock.advance(60_001);
  ben.say(channels.general, "back");
});

test("DISCORD-PERMISSION-HISTORY: without reading history a list is empty, a message 50001, a reply 160002", async () => {
  await using fixture = await openDiscord({
    seed: { everyone: ["VIEW_CHANNEL", "SEND_MESSAGES"], botPermissions: [] },
  });
  const { discord } = fixture;
  const { users, channels } = discord.named;
  const path = `/channels/${channels.general}/messages`;
  const message = discord.as(users.olivia).say(channels.general, "before");
  assert.deepEqual((await fixture.call("GET", path)).body, []);
  assert.equal((await fixture.call("GET", `${path}/${message.id}`)).body.code, 50001);
  const reply = { content: "x", message_reference: { message_id: message.id } };
  assert.equal((await fixture.call("POST", path, reply)).body.code, 160002);
});

test("DISCORD-PERMISSION-HIERARCHY: nobody acts on a member whose highest role is not below their own", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { guild, users } = discord.named;
  assert.throws(() => discord.as(users.ben).kick(guild, users.chloe), refuses(50013));
  assert.throws(() => discord.as(users.maya).kick(guild, users.adam), refuses(50013));
  assert.throws(() => discord.as(users.adam).kick(guild, users.olivia), refuses(50013));
  discord.as(users.maya).kick(guild, users.ben);
  assert.equal(discord.state.members.get(guild)?.has(users.ben), false);
});

test("DISCORD-GUILD-LEFT: once the bot is put out, the guild is unknown to it and its channels are closed", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { guild, users, channels } = discord.named;
  const client = await fixture.client();
  const gone = new Promise<string>((resolve) => client.once("guildDelete", (one) => resolve(one.id)));
  discord.as(users.adam).kick(guild, discord.application.botId);
  assert.equal(await gone, guild);
  assert.equal((await fixture.call("GET", `/guilds/${guild}`)).body.code, 10004);
  assert.equal(
    (await fixture.call("POST", `/channels/${channels.general}/messages`, { content: "x" })).body.code,
    50001,
  );
});

test("DISCORD-CHANNEL-CREATE: making and closing off channels takes the rights, and none can be given that one lacks", async () => {
  await using fixture = await openDiscord({
    seed: { botPermissions: ["MANAGE_CHANNELS", "VIEW_CHANNEL", "SEND_MESSAGES", "MANAGE_ROLES"] },
  });
  const { named } = fixture.discord;
  const path = `/guilds/${named.guild}/channels`;
  const hidden = { id: named.guild, type: 0, deny: bits("VIEW_CHANNEL") };
  const made = await fixture.call("POST", path, { name: "Shared Chat", permission_overwrites: [hidden] });
  assert.deepEqual([made.status, made.body.name], [201, "shared-chat"]);
  assert.deepEqual(fixture.discord.visibleTo(named.users.ben, made.body.id), []);
  const greedy = { id: named.users.ben, type: 1, allow: bits("BAN_MEMBERS") };
  assert.equal(
    (await fixture.call("POST", path, { name: "x", permission_overwrites: [greedy] })).body.code,
    50013,
  );
  await using poor = await openDiscord();
  const refused = await poor.call("POST", `/guilds/${poor.discord.named.guild}/channels`, { name: "x" });
  assert.equal(refused.body.code, 50013);
});

test("DISCORD-CHANNEL-DELETED: with its channel, messages and threads are gone: 10003", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { users, channels } = discord.named;
  const thread = discord.as(users.ben).openThread(channels.random, { name: "t" });
  discord.as(users.olivia).deleteChannel(channels.random);
  for (const id of [channels.random, thread.id]) {
    const reply = await fixture.call("POST", `/channels/${id}/messages`, { content: "x" });
    assert.deepEqual([reply.status, reply.body.code], [404, 10003]);
  }
});

test("DISCORD-CHANNEL-OBFUSCATED: of channels the bot may not see the gateway tells next to nothing, REST nothing", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { guild, users, roles, channels } = discord.named;
  using socket = await identified(fixture, intent.guilds);
  const created = (await socket.until((frame) => frame.t === "GUILD_CREATE")).d;
  const hidden = created.channels.find((one: { id: string }) => one.id === channels.private);
  assert.deepEqual(
    [hidden.name, hidden.topic, hidden.flags, hidden.permission_overwrites],
    ["___hidden___", null, 1 << 17, [{ id: guild, type: 0, allow: "0", deny: bits("VIEW_CHANNEL") }]],
  );
  const listed = await fixture.call("GET", `/guilds/${guild}/channels`);
  assert.equal(
    listed.body.some((one: { id: string }) => one.id === channels.private),
    false,
  );
  const thread = discord.as(users.maya).openThread(channels.private, { name: "inside" });
  discord.as(users.adam).setRoles(guild, discord.application.botId, [roles.parley, roles.moderator]);
  const gained = (await socket.until((frame) => frame.t === "CHANNEL_UPDATE")).d;
  assert.deepEqual([gained.name, gained.flags], ["moderators", 0]);
  const synced = (await socket.until((frame) => frame.t === "THREAD_LIST_SYNC")).d;
  assert.deepEqual([synced.channel_ids, synced.threads[0].id], [[channels.private], thread.id]);
  discord.as(users.adam).setRoles(guild, discord.application.botId, [roles.parley]);
  const lost = await socket.until((frame) => frame.t === "CHANNEL_UPDATE" && frame.d.flags !== 0);
  assert.equal(lost.d.name, "___hidden___");
});
