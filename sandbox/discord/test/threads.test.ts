import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fixture, openDiscord } from "../../../test/support/discord-sandbox.ts";
import { manualClock } from "../../../test/support/manual-clock.ts";
import { Refusal } from "../access/refusal.ts";
import type { Thread } from "../world/channel.ts";

const refuses = (code: number) => (error: unknown) => error instanceof Refusal && error.code === code;
const channel = ({ discord }: Fixture) => `/channels/${discord.named.channels.general}`;
const open = (fixture: Fixture, body: object = {}) =>
  fixture.call("POST", `${channel(fixture)}/threads`, { name: "side", type: 11, ...body });
const thread = ({ discord }: Fixture, id: string) => discord.state.channels.get(id) as Thread;
const say = ({ call }: Fixture, id: string) => call("POST", `/channels/${id}/messages`, { content: "x" });

test("DISCORD-THREAD-FROM-MESSAGE: the thread has the message's id, the message its flag, the first entry points back", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const message = discord.as(discord.named.users.ben).say(discord.named.channels.general, "root");
  const made = await fixture.call("POST", `${channel(fixture)}/messages/${message.id}/threads`, {
    name: "side",
  });
  assert.deepEqual(
    [made.status, made.body.id, made.body.type, made.body.parent_id],
    [201, message.id, 11, message.channel_id],
  );
  const again = await fixture.call("GET", `${channel(fixture)}/messages/${message.id}`);
  assert.deepEqual([again.body.flags & 32, again.body.thread.id], [32, message.id]);
  const first = (await fixture.call("GET", `/channels/${message.id}/messages`)).body[0];
  assert.deepEqual([first.type, first.content, first.referenced_message.content], [21, "", "root"]);
  assert.deepEqual(
    [...thread(fixture, message.id).members.keys()].sort(),
    [discord.application.botId, discord.named.users.ben].sort(),
  );
});

test("DISCORD-THREAD-ONCE: a message carries one thread, a second is 160004", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const message = discord.as(discord.named.users.ben).say(discord.named.channels.general, "root");
  const again = () =>
    fixture.call("POST", `${channel(fixture)}/messages/${message.id}/threads`, { name: "side" });
  assert.equal((await again()).status, 201);
  const second = await again();
  assert.deepEqual([second.status, second.body.code], [400, 160004]);
});

test("DISCORD-THREAD-WITHOUT-MESSAGE: private unless a type is given; a public one is announced in the channel", async () => {
  await using fixture = await openDiscord();
  const { state, named } = fixture.discord;
  const hidden = await open(fixture, { type: undefined });
  assert.equal(hidden.body.type, 12);
  assert.equal(state.messagesIn(named.channels.general).length, 0);
  const shown = await open(fixture);
  const notice = state.messagesIn(named.channels.general)[0];
  assert.deepEqual(
    [notice?.type, notice?.content, notice?.message_reference?.channel_id],
    [18, "side", shown.body.id],
  );
});

test("DISCORD-THREAD-PRIVATE: only its members and those who manage threads see a private thread", async () => {
  await using fixture = await openDiscord();
  const { as, named, visibleTo } = fixture.discord;
  const { body } = await open(fixture, { type: 12 });
  await say(fixture, body.id);
  assert.throws(() => as(named.users.ben).say(body.id, "x"), refuses(50001));
  assert.equal(visibleTo(named.users.maya, body.id).length, 1);
  const added = await fixture.call("PUT", `/channels/${body.id}/thread-members/${named.users.ben}`);
  assert.equal(added.status, 204);
  as(named.users.ben).say(body.id, "here");
  assert.equal(
    (await fixture.call("DELETE", `/channels/${body.id}/thread-members/${named.users.ben}`)).status,
    204,
  );
  assert.throws(() => as(named.users.ben).say(body.id, "x"), refuses(50001));
});

test("DISCORD-THREAD-INVITABLE: members add others to a private thread only while it is invitable", async () => {
  await using fixture = await openDiscord();
  const { as, named } = fixture.discord;
  const closed = await open(fixture, { type: 12, invitable: false });
  const path = `/channels/${closed.body.id}/thread-members/${named.users.ben}`;
  assert.equal((await fixture.call("PUT", path)).status, 204);
  const ben = as(named.users.ben);
  assert.throws(() => ben.joinThread(closed.body.id, named.users.chloe), refuses(50013));
  as(named.users.maya).changeThread(closed.body.id, { invitable: true });
  ben.joinThread(closed.body.id, named.users.chloe);
});

test("DISCORD-THREAD-NAME: a name has 1 to 100 characters, a time is 60, 1440, 4320 or 10080 minutes", async () => {
  await using fixture = await openDiscord();
  const status = async (body: object) => (await open(fixture, body)).status;
  assert.equal(await status({ name: "n".repeat(100), auto_archive_duration: 60 }), 201);
  assert.equal(await status({ name: "n".repeat(101) }), 400);
  assert.equal(await status({ name: "" }), 400);
  assert.equal(await status({ auto_archive_duration: 61 }), 400);
});

test("DISCORD-THREAD-ARCHIVED: in an archived thread edits, reactions and joining are 50083; deleting is not", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { body } = await open(fixture);
  const message = (await say(fixture, body.id)).body;
  const archived = await fixture.call("PATCH", `/channels/${body.id}`, { archived: true });
  assert.equal(archived.body.thread_metadata.archived, true);
  const path = `/channels/${body.id}/messages/${message.id}`;
  assert.equal((await fixture.call("PATCH", path, { content: "y" })).body.code, 50083);
  assert.equal(
    (await fixture.call("PUT", `${path}/reactions/${encodeURIComponent("👍")}/@me`)).body.code,
    50083,
  );
  const join = `/channels/${body.id}/thread-members/${discord.named.users.ben}`;
  assert.equal((await fixture.call("PUT", join)).body.code, 50083);
  assert.equal(
    (await fixture.call("PATCH", `/channels/${body.id}`, { auto_archive_duration: 60 })).body.code,
    50083,
  );
  assert.equal((await fixture.call("DELETE", path)).status, 204);
});

test("DISCORD-THREAD-WAKE: writing in an archived thread opens it again", async () => {
  await using fixture = await openDiscord();
  const { body } = await open(fixture);
  await fixture.call("PATCH", `/channels/${body.id}`, { archived: true });
  assert.equal((await say(fixture, body.id)).status, 200);
  assert.equal(thread(fixture, body.id).thread_metadata.archived, false);
});

test("DISCORD-THREAD-LOCKED: in a locked thread only those who manage threads write, edit and open it: 160005", async () => {
  await using fixture = await openDiscord({ seed: { botPermissions: [] } });
  const { as, named } = fixture.discord;
  const { body } = await open(fixture);
  const message = (await say(fixture, body.id)).body;
  assert.equal((await fixture.call("PATCH", `/channels/${body.id}`, { locked: true })).body.code, 50013);
  as(named.users.maya).changeThread(body.id, { locked: true });
  assert.equal((await say(fixture, body.id)).body.code, 160005);
  const path = `/channels/${body.id}/messages/${message.id}`;
  assert.equal((await fixture.call("PATCH", path, { content: "y" })).body.code, 160005);
  as(named.users.maya).say(body.id, "moderators may");
  as(named.users.maya).changeThread(body.id, { archived: true });
  assert.equal((await fixture.call("DELETE", path)).body.code, 160005);
});

test("DISCORD-THREAD-LIMIT: a guild has a cap of open threads, then 160006", async () => {
  await using fixture = await openDiscord();
  const { as, named, state } = fixture.discord;
  const ben = as(named.users.ben);
  for (let at = 0; at < 1000; at++) ben.openThread(named.channels.random, { name: String(at) });
  assert.equal((await open(fixture)).body.code, 160006);
  const one = [...state.channels.values()].find((each) => each.kind === "thread");
  as(named.users.maya).changeThread(one?.id ?? "", { archived: true });
  assert.equal((await open(fixture)).status, 201);
});

test("DISCORD-THREAD-RIGHTS: opening, writing and managing threads are rights of their own", async () => {
  await using fixture = await openDiscord({
    seed: { everyone: ["VIEW_CHANNEL", "SEND_MESSAGES"], botPermissions: ["CREATE_PUBLIC_THREADS"] },
  });
  const { discord } = fixture;
  assert.equal((await open(fixture, { type: 12 })).body.code, 50013);
  const own = await open(fixture);
  assert.equal(own.status, 201);
  assert.equal((await say(fixture, own.body.id)).body.code, 50013);
  assert.equal((await fixture.call("DELETE", `/channels/${own.body.id}`)).body.code, 50013);
  const owner = discord
    .as(discord.named.users.olivia)
    .openThread(discord.named.channels.general, { name: "hers" });
  assert.equal((await fixture.call("PATCH", `/channels/${owner.id}`, { name: "mine" })).body.code, 50013);
});

test("DISCORD-THREAD-NEST: there are no threads in threads: 50024", async () => {
  await using fixture = await openDiscord();
  const { body } = await open(fixture);
  const message = (await say(fixture, body.id)).body;
  const inside = await fixture.call("POST", `/channels/${body.id}/messages/${message.id}/threads`, {
    name: "x",
  });
  assert.equal(inside.body.code, 50024);
  assert.equal(
    (await fixture.call("POST", `/channels/${body.id}/threads`, { name: "x", type: 11 })).body.code,
    50024,
  );
});

test("DISCORD-THREAD-QUIET: a thread archives itself after its time without a message", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  const { body } = await open(fixture, { auto_archive_duration: 60 });
  await clock.advance(50 * 60_000);
  await say(fixture, body.id);
  await clock.advance(50 * 60_000);
  assert.equal(thread(fixture, body.id).thread_metadata.archived, false);
  await clock.advance(11 * 60_000);
  assert.equal(thread(fixture, body.id).thread_metadata.archived, true);
});

test("DISCORD-THREAD-LISTS: open threads by guild, archived ones by channel, private ones only for those who may", async () => {
  await using fixture = await openDiscord({ seed: { botPermissions: [] } });
  const { as, named } = fixture.discord;
  const shown = await open(fixture);
  const mine = await open(fixture, { type: 12, name: "mine" });
  as(named.users.ben).openThread(named.channels.general, { name: "his", isPrivate: true });
  const ids = (reply: { body: { threads: { id: string }[] } }) =>
    reply.body.threads.map((one) => one.id).sort();
  const active = await fixture.call("GET", `/guilds/${named.guild}/threads/active`);
  assert.deepEqual(ids(active), [shown.body.id, mine.body.id].sort());
  for (const one of [shown, mine])
    await fixture.call("PATCH", `/channels/${one.body.id}`, { archived: true });
  assert.deepEqual(ids(await fixture.call("GET", `${channel(fixture)}/threads/archived/public`)), [
    shown.body.id,
  ]);
  const joined = `${channel(fixture)}/users/@me/threads/archived/private`;
  assert.deepEqual(ids(await fixture.call("GET", joined)), [mine.body.id]);
  assert.equal((await fixture.call("GET", `${channel(fixture)}/threads/archived/private`)).body.code, 50013);
});

test("DISCORD-THREAD-NOTICES: renaming and adding somebody leave a line in the thread", async () => {
  await using fixture = await openDiscord();
  const { state, named } = fixture.discord;
  const { body } = await open(fixture);
  await fixture.call("PATCH", `/channels/${body.id}`, { name: "renamed" });
  await fixture.call("PUT", `/channels/${body.id}/thread-members/${named.users.ben}`);
  assert.deepEqual(
    state.messagesIn(body.id).map((one) => [one.type, one.content]),
    [
      [4, "renamed"],
      [1, ""],
    ],
  );
});

test("DISCORD-THREAD-MEMBERS: who is in a thread is listed only for apps with the members intent", async () => {
  await using without = await openDiscord();
  const made = await open(without);
  assert.equal((await without.call("GET", `/channels/${made.body.id}/thread-members`)).body.code, 50001);
  await using fixture = await openDiscord({ seed: { portal: { guildMembers: true } } });
  const { body } = await open(fixture);
  const listed = await fixture.call("GET", `/channels/${body.id}/thread-members?with_member=true`);
  assert.deepEqual(
    listed.body.map((one: { user_id: string }) => one.user_id),
    [fixture.discord.application.botId],
  );
});
