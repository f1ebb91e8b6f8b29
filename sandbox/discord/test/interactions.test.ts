import assert from "node:assert/strict";
import { test } from "node:test";
import { respond, startAsking } from "../../../test/support/discord-interactions.ts";
import type { Fixture, Reply } from "../../../test/support/discord-sandbox.ts";
import { permission } from "../access/permission-bits.ts";
import type { Interaction } from "../world/interaction.ts";

const minuteMs = 60_000;
const ephemeral = 64;
const loading = 128;

const hook = ({ call, discord }: Fixture, method: string, { token }: Interaction, path = "", body?: object) =>
  call(method, `/webhooks/${discord.application.id}/${token}${path}`, body, { authorization: "" });
const outcome = (reply: Reply) => [reply.status, reply.body.code];

test("DISCORD-INTERACTION-3S: an answer after three seconds is 10062, and the person is told that nobody answered", async () => {
  const { clock, fixture, ask } = await startAsking();
  await using _ = fixture;
  const inTime = ask();
  await clock.advance(2_900);
  assert.equal((await respond(fixture, inTime, 4, { content: "x" })).status, 204);
  const late = ask();
  await clock.advance(3_001);
  assert.deepEqual(late.state, { kind: "failed", text: "The application did not respond" });
  assert.deepEqual(outcome(await respond(fixture, late, 4, { content: "x" })), [404, 10062]);
  assert.equal((await late.settled).state.kind, "failed");
});

test("DISCORD-INTERACTION-ONCE: a second first answer is 40060", async () => {
  const { fixture, ask } = await startAsking();
  await using _ = fixture;
  const used = ask();
  await respond(fixture, used, 5);
  assert.deepEqual(outcome(await respond(fixture, used, 4, { content: "x" })), [400, 40060]);
});

test("DISCORD-INTERACTION-TOKEN: a wrong token is 10062; before the first answer there is no webhook, 10015", async () => {
  const { fixture, ask } = await startAsking();
  await using _ = fixture;
  const used = ask();
  assert.deepEqual(
    outcome(await respond(fixture, { ...used, token: "wrong" }, 4, { content: "x" })),
    [404, 10062],
  );
  assert.deepEqual(outcome(await hook(fixture, "POST", used, "", { content: "x" })), [404, 10015]);
  assert.deepEqual(
    outcome(await hook(fixture, "PATCH", used, "/messages/@original", { content: "x" })),
    [404, 10015],
  );
});

test("DISCORD-INTERACTION-15MIN: after fifteen minutes the token is dead, 50027, and a thinking message has failed", async () => {
  const { clock, fixture, ask } = await startAsking();
  await using _ = fixture;
  const used = ask();
  await respond(fixture, used, 5);
  await clock.advance(14 * minuteMs);
  assert.equal(used.state.kind, "deferred");
  await clock.advance(minuteMs + 1);
  assert.deepEqual(used.state, { kind: "failed", text: "The application did not respond" });
  assert.deepEqual(
    outcome(await hook(fixture, "PATCH", used, "/messages/@original", { content: "x" })),
    [401, 50027],
  );
  assert.deepEqual(outcome(await hook(fixture, "POST", used, "", { content: "x" })), [401, 50027]);
});

test("DISCORD-INTERACTION-DEFER: a deferred answer stands as a loading message, for all or one person to see, until it is edited", async () => {
  const { fixture, ask } = await startAsking();
  await using _ = fixture;
  const used = ask();
  await respond(fixture, used, 5);
  const original = fixture.discord.state.messages.get(used.originalId ?? "");
  assert.deepEqual([original?.flags, original?.type, original?.content], [loading, 20, ""]);
  const { users, channels } = fixture.discord.named;
  const sees = (userId: string) => fixture.discord.visibleTo(userId, channels.general).map(({ id }) => id);
  assert.deepEqual([sees(users.ben), sees(users.chloe)], [[original?.id], [original?.id]]);
  const listed = await fixture.call("GET", `/channels/${channels.general}/messages`);
  assert.deepEqual(
    listed.body.map((one: { id: string; flags: number }) => [one.id, one.flags]),
    [[original?.id, loading]],
  );
  const alone = ask();
  await respond(fixture, alone, 5, { flags: ephemeral });
  assert.deepEqual([sees(users.ben).length, sees(users.chloe).length], [2, 1]);
  const edited = await hook(fixture, "PATCH", used, "/messages/@original", { content: "done" });
  assert.deepEqual(
    [edited.body.id, edited.body.flags, edited.body.edited_timestamp],
    [original?.id, 0, null],
  );
  assert.deepEqual(used.state, { kind: "replied", ephemeral: false });
});

test("DISCORD-INTERACTION-EPHEMERAL: only the person sees an ephemeral answer, and no channel route reaches it", async () => {
  const { fixture, ask } = await startAsking();
  await using _ = fixture;
  const { discord } = fixture;
  const { users, channels } = discord.named;
  const used = ask();
  await respond(fixture, used, 4, { content: "for you", flags: ephemeral });
  const sees = (userId: string) => discord.visibleTo(userId, channels.general).map((one) => one.content);
  assert.deepEqual([sees(users.ben), sees(users.chloe)], [["for you"], []]);
  const path = `/channels/${channels.general}/messages`;
  assert.deepEqual((await fixture.call("GET", path)).body, []);
  assert.deepEqual(
    outcome(await fixture.call("PATCH", `${path}/${used.originalId}`, { content: "y" })),
    [404, 10008],
  );
  assert.equal(
    (await hook(fixture, "PATCH", used, "/messages/@original", { content: "y" })).body.flags,
    ephemeral,
  );
  assert.equal(
    fixture.ledger.entries.some((entry) => entry.name === "MESSAGE_CREATE"),
    false,
  );
});

test("DISCORD-INTERACTION-FOLLOW-UP: follow-ups are messages of their own, ephemeral where they say so", async () => {
  const { fixture, ask } = await startAsking();
  await using _ = fixture;
  const { users, channels } = fixture.discord.named;
  const used = ask();
  await respond(fixture, used, 4, { content: "first" });
  const open = await hook(fixture, "POST", used, "", { content: "second" });
  await hook(fixture, "POST", used, "", { content: "third", flags: ephemeral });
  const sees = (userId: string) =>
    fixture.discord.visibleTo(userId, channels.general).map((one) => one.content);
  assert.deepEqual(
    [sees(users.ben), sees(users.chloe)],
    [
      ["first", "second", "third"],
      ["first", "second"],
    ],
  );
  assert.equal(
    (await hook(fixture, "PATCH", used, `/messages/${open.body.id}`, { content: "2nd" })).body.content,
    "2nd",
  );
  assert.equal((await hook(fixture, "DELETE", used, `/messages/${open.body.id}`)).status, 204);
  assert.deepEqual(outcome(await hook(fixture, "GET", used, `/messages/${open.body.id}`)), [404, 10008]);
});

test("DISCORD-INTERACTION-FOLLOW-UP-DEFERRED: the first follow-up to a deferred answer becomes that answer, unless that one was deleted", async () => {
  const { fixture, ask } = await startAsking();
  await using _ = fixture;
  const used = ask();
  await respond(fixture, used, 5);
  const followed = await hook(fixture, "POST", used, "", { content: "here", flags: ephemeral });
  assert.deepEqual([followed.body.id, followed.body.flags], [used.originalId, 0]);
  assert.equal(used.state.kind, "replied");
  const other = ask();
  await respond(fixture, other, 5);
  await hook(fixture, "DELETE", other, "/messages/@original");
  const apart = await hook(fixture, "POST", other, "", { content: "here", flags: ephemeral });
  assert.deepEqual([apart.body.id === other.originalId, apart.body.flags], [false, ephemeral]);
});

test("DISCORD-INTERACTION-METADATA: all that answers an interaction names it: first answers, edited ones too, and follow-ups", async () => {
  const { fixture, ask } = await startAsking();
  await using _ = fixture;
  const used = ask();
  await respond(fixture, used, 5);
  const named = async () => {
    const { channels } = fixture.discord.named;
    const { body } = await fixture.call("GET", `/channels/${channels.general}/messages`);
    return body.map((one: { interaction_metadata?: { id: string } }) => one.interaction_metadata?.id);
  };
  assert.deepEqual(await named(), [used.id]);
  await hook(fixture, "PATCH", used, "/messages/@original", { content: "done" });
  await hook(fixture, "POST", used, "", { content: "and more" });
  assert.deepEqual(await named(), [used.id, used.id]);
});

test("DISCORD-INTERACTION-ORIGINAL: @original is read, edited and deleted through the token alone", async () => {
  const { fixture, ask } = await startAsking();
  await using _ = fixture;
  const used = ask();
  await respond(fixture, used, 4, { content: "first" });
  assert.equal((await hook(fixture, "GET", used, "/messages/@original")).body.content, "first");
  assert.equal((await hook(fixture, "DELETE", used, "/messages/@original")).status, 204);
  assert.deepEqual(outcome(await hook(fixture, "GET", used, "/messages/@original")), [404, 10008]);
});

test("DISCORD-INTERACTION-WITH-RESPONSE: asked to, the callback tells of the message it made", async () => {
  const { fixture, ask } = await startAsking();
  await using _ = fixture;
  const { id, token } = ask();
  const path = `/interactions/${id}/${token}/callback?with_response=true`;
  const { status, body } = await fixture.call("POST", path, { type: 4, data: { content: "x" } });
  assert.deepEqual(
    [status, body.interaction.id, body.resource.type, body.resource.message.content],
    [200, id, 4, "x"],
  );
  assert.equal(body.interaction.response_message_id, body.resource.message.id);
});

test("DISCORD-INTERACTION-TYPES: each kind of interaction takes its own kinds of answer", async () => {
  const { fixture, ask, ben } = await startAsking();
  await using _ = fixture;
  assert.equal((await respond(fixture, ask(), 7, { content: "x" })).body.code, 50035);
  assert.equal((await respond(fixture, ask(), 8, { choices: [] })).body.code, 50035);
  assert.equal((await respond(fixture, ask(), 12)).body.code, 50035);
  const typed = ben.autocomplete(fixture.discord.named.channels.general, "ask", { what: "x" }, "what");
  assert.equal((await respond(fixture, typed, 4, { content: "x" })).body.code, 50035);
});

test("DISCORD-INTERACTION-MENTIONS: without allowances an answer notifies users but no roles and not everyone", async () => {
  const { fixture, ask } = await startAsking();
  await using _ = fixture;
  const { users, roles } = fixture.discord.named;
  const used = ask();
  const content = `<@${users.chloe}> <@&${roles.moderator}> @everyone`;
  await respond(fixture, used, 4, { content });
  const pings = (id: string | undefined) => fixture.discord.state.messages.get(id ?? "")?.pings;
  assert.deepEqual(pings(used.originalId), [`<@${users.chloe}>`]);
  const quiet = ask();
  await respond(fixture, quiet, 4, { content, allowed_mentions: { parse: [] } });
  assert.deepEqual(pings(quiet.originalId), []);
});

test("DISCORD-INTERACTION-RIGHTS: an answer needs no right to write in the channel", async () => {
  const { fixture, ask } = await startAsking();
  await using _ = fixture;
  const { discord } = fixture;
  const { users, channels, roles } = discord.named;
  const mute = { id: roles.parley, type: 0 as const, allow: "0", deny: "3072" };
  const used = ask();
  discord.as(users.olivia).setOverwrite(channels.general, mute);
  assert.equal(
    (await fixture.call("POST", `/channels/${channels.general}/messages`, { content: "x" })).body.code,
    50001,
  );
  assert.equal((await respond(fixture, used, 4, { content: "x" })).status, 204);
});

test("DISCORD-INTERACTION-PAYLOAD: it says where, who with which rights, what the app may do, and how large files may be", async () => {
  const { fixture, ask, ben } = await startAsking();
  await using _ = fixture;
  const { discord } = fixture;
  const received = () => fixture.ledger.entries.filter((entry) => entry.name === "INTERACTION_CREATE").at(-1);
  await fixture.client([]);
  ask();
  const inGuild = (await fixture.ledger.until((entry) => entry.name === "INTERACTION_CREATE")).response as {
    [key: string]: unknown;
    member: { permissions: string; user: { id: string } };
  };
  assert.deepEqual(
    [
      inGuild.guild_id,
      inGuild.channel_id,
      inGuild.context,
      inGuild.member.user.id,
      inGuild.attachment_size_limit,
    ],
    [discord.named.guild, discord.named.channels.general, 0, discord.named.users.ben, 10_485_760],
  );
  assert.ok(BigInt(inGuild.app_permissions as string) & 2048n);
  ben.slash(ben.dm().id, "ask");
  const direct = received()?.response as { context: number; user: { id: string }; guild_id?: string };
  assert.deepEqual(
    [direct.context, direct.user.id, direct.guild_id],
    [1, discord.named.users.ben, undefined],
  );
});

test("DISCORD-INTERACTION-THREAD-RIGHTS: in a thread the member's permissions are those of its channel, SEND_MESSAGES included", async () => {
  const { fixture, ben } = await startAsking();
  await using _ = fixture;
  const { discord } = fixture;
  const { channels, guild, users } = discord.named;
  const made = await fixture.call("POST", `/channels/${channels.general}/threads`, {
    name: "side",
    type: 11,
  });
  await fixture.client([]);
  const deny = permission.SEND_MESSAGES_IN_THREADS.toString();
  discord.as(users.olivia).setOverwrite(channels.general, { id: guild, type: 0, allow: "0", deny });
  ben.slash(made.body.id, "ask");
  const told = (await fixture.ledger.until((entry) => entry.name === "INTERACTION_CREATE")).response as {
    member: { permissions: string };
  };
  const bits = BigInt(told.member.permissions);
  assert.ok(bits & permission.SEND_MESSAGES);
  assert.equal(bits & permission.SEND_MESSAGES_IN_THREADS, 0n);
});
