import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fixture, openDiscord, type Reply } from "../../../test/support/discord-sandbox.ts";

const nowhere = "1";
const general = ({ discord }: Fixture) => `/channels/${discord.named.channels.general}`;
const refused = (reply: Reply, status: number, code: number) =>
  assert.deepEqual([reply.status, reply.body.code], [status, code], JSON.stringify(reply.body));

test("DISCORD-AUTH-401: a wrong or missing token is refused with code 0", async () => {
  await using fixture = await openDiscord();
  for (const authorization of ["Bot wrong", fixture.discord.token, ""]) {
    const reply = await fixture.call("GET", "/users/@me", undefined, { authorization });
    assert.deepEqual([reply.status, reply.body], [401, { message: "401: Unauthorized", code: 0 }]);
  }
  const stale = fixture.discord.token;
  fixture.discord.resetToken();
  const reply = await fixture.call("GET", "/users/@me", undefined, { authorization: `Bot ${stale}` });
  assert.equal(reply.status, 401);
});

test("DISCORD-ROUTE-UNKNOWN: a path that is none is 404 with code 0", async () => {
  await using fixture = await openDiscord();
  const reply = await fixture.call("GET", "/no/such/thing");
  assert.deepEqual([reply.status, reply.body], [404, { message: "404: Not Found", code: 0 }]);
});

test("DISCORD-API-VERSION: only version 10 is served", async () => {
  await using fixture = await openDiscord();
  const answer = await fetch(`${fixture.origin}/discord/api/v5/users/@me`);
  assert.deepEqual([answer.status, ((await answer.json()) as { code: number }).code], [400, 50041]);
});

test("DISCORD-JSON-INVALID: a body that is no JSON is 50109", async () => {
  await using fixture = await openDiscord();
  const answer = await fetch(`${fixture.origin}/discord/api/v10${general(fixture)}/messages`, {
    method: "POST",
    headers: { authorization: `Bot ${fixture.discord.token}`, "content-type": "application/json" },
    body: "{",
  });
  assert.deepEqual([answer.status, ((await answer.json()) as { code: number }).code], [400, 50109]);
});

test("DISCORD-UNKNOWN: channel 10003, guild 10004, member 10007, message 10008, user 10013, command 10063", async () => {
  await using fixture = await openDiscord();
  const { named, application } = fixture.discord;
  refused(await fixture.call("POST", `/channels/${nowhere}/messages`, { content: "x" }), 404, 10003);
  refused(await fixture.call("GET", `/guilds/${nowhere}`), 404, 10004);
  refused(await fixture.call("GET", `/guilds/${named.guild}/members/${nowhere}`), 404, 10013);
  fixture.discord.as(named.users.ben).kick(named.guild, named.users.ben);
  refused(await fixture.call("GET", `/guilds/${named.guild}/members/${named.users.ben}`), 404, 10007);
  refused(
    await fixture.call("PATCH", `${general(fixture)}/messages/${nowhere}`, { content: "x" }),
    404,
    10008,
  );
  refused(await fixture.call("GET", `/users/${nowhere}`), 404, 10013);
  refused(await fixture.call("DELETE", `/applications/${application.id}/commands/${nowhere}`), 404, 10063);
});

test("DISCORD-ACCESS: a channel that is hidden from the bot is 50001", async () => {
  await using fixture = await openDiscord();
  const hidden = `/channels/${fixture.discord.named.channels.private}`;
  refused(await fixture.call("GET", hidden), 403, 50001);
  refused(await fixture.call("GET", `${hidden}/messages`), 403, 50001);
  refused(await fixture.call("POST", `${hidden}/messages`, { content: "x" }), 403, 50001);
});

test("DISCORD-PERMISSION: sending, files and embeds each need their own right, else 50013", async () => {
  const without = async (botPermissions: Parameters<typeof openDiscord>[0] & object) =>
    openDiscord(botPermissions);
  await using silent = await without({ seed: { everyone: ["VIEW_CHANNEL"], botPermissions: [] } });
  refused(await silent.call("POST", `${general(silent)}/messages`, { content: "x" }), 403, 50013);
  refused(await silent.call("POST", `${general(silent)}/typing`), 403, 50013);

  await using plain = await without({
    seed: { everyone: ["VIEW_CHANNEL", "SEND_MESSAGES"], botPermissions: [] },
  });
  refused(await plain.call("POST", `${general(plain)}/messages`, { embeds: [{ title: "x" }] }), 403, 50013);
  const form = new FormData();
  form.set("files[0]", new File(["x"], "a.txt"));
  refused(await plain.call("POST", `${general(plain)}/messages`, form), 403, 50013);
  assert.equal((await plain.call("POST", `${general(plain)}/messages`, { content: "x" })).status, 200);
});

test("DISCORD-EMPTY: a message without anything to show is 50006, made or edited", async () => {
  await using fixture = await openDiscord();
  const path = `${general(fixture)}/messages`;
  for (const body of [{}, { content: " \n " }, { content: "", embeds: [] }]) {
    refused(await fixture.call("POST", path, body), 400, 50006);
  }
  const { body } = await fixture.call("POST", path, { content: "x" });
  refused(await fixture.call("PATCH", `${path}/${body.id}`, { content: "" }), 400, 50006);
});

test("DISCORD-FORM: what is wrong is told as a tree of errors under 50035", async () => {
  await using fixture = await openDiscord();
  const reply = await fixture.call("POST", `${general(fixture)}/messages`, {
    content: 7,
    embeds: [{ title: "ok" }, { fields: [{ name: "n" }] }],
  });
  refused(reply, 400, 50035);
  assert.equal(reply.body.message, "Invalid Form Body");
  assert.equal(reply.body.errors.content._errors[0].code, "STRING_TYPE_CONVERT");
  assert.equal(reply.body.errors.embeds[1].fields[0].value._errors[0].code, "BASE_TYPE_REQUIRED");
});

test("DISCORD-CONTENT-2000: 2000 code points are sent, 2001 are refused", async () => {
  await using fixture = await openDiscord();
  const path = `${general(fixture)}/messages`;
  const sent = await fixture.call("POST", path, { content: "😀".repeat(2000) });
  assert.equal(sent.status, 200);
  const tooLong = { content: "x".repeat(2001) };
  const reply = await fixture.call("POST", path, tooLong);
  assert.deepEqual(reply.body.errors.content._errors, [
    { code: "BASE_TYPE_MAX_LENGTH", message: "Must be 2000 or fewer in length." },
  ]);
  refused(await fixture.call("PATCH", `${path}/${sent.body.id}`, tooLong), 400, 50035);
});

test("DISCORD-EMBEDS: ten embeds, 6000 characters in all, and the limit of every part", async () => {
  await using fixture = await openDiscord();
  const status = async (embeds: object[]) =>
    (await fixture.call("POST", `/channels/${fixture.discord.named.channels.random}/messages`, { embeds }))
      .status;
  const long = (length: number) => "x".repeat(length);
  assert.equal(await status([{ description: long(4096) }, { description: long(1904) }]), 200);
  assert.equal(await status([{ description: long(4096) }, { description: long(1905) }]), 400);
  assert.equal(await status(Array.from({ length: 11 }, () => ({ title: "x" }))), 400);
  fixture.discord.limits.reset();
  for (const embed of [
    { title: long(257) },
    { description: long(4097) },
    { title: "x", footer: { text: long(2049) } },
    { title: "x", author: { name: long(257) } },
    { fields: Array.from({ length: 26 }, () => ({ name: "n", value: "v" })) },
    { fields: [{ name: long(257), value: "v" }] },
    { fields: [{ name: "n", value: long(1025) }] },
    { title: "x", url: "nonsense" },
    {},
  ]) {
    fixture.discord.limits.reset();
    assert.equal(await status([embed]), 400, JSON.stringify(embed).slice(0, 60));
  }
});

test("DISCORD-REPLY: a reply needs a message of the same channel that stands, unless it says otherwise", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const path = `${general(fixture)}/messages`;
  const elsewhere = discord.as(discord.named.users.ben).say(discord.named.channels.random, "hi");
  const reply = async (message_id: string, more = {}) =>
    fixture.call("POST", path, { content: "x", message_reference: { message_id, ...more } });
  const gone = await reply(nowhere);
  refused(gone, 400, 50035);
  assert.equal(gone.body.errors.message_reference._errors[0].code, "MESSAGE_REFERENCE_UNKNOWN_MESSAGE");
  refused(await reply(elsewhere.id), 400, 50035);
  const orphan = await reply(nowhere, { fail_if_not_exists: false });
  assert.deepEqual([orphan.status, orphan.body.type, orphan.body.message_reference], [200, 0, undefined]);
  const asked = discord.as(discord.named.users.ben).say(discord.named.channels.general, "hi");
  const right = await reply(asked.id);
  assert.deepEqual([right.body.type, right.body.referenced_message.content], [19, "hi"]);
});

test("DISCORD-EDIT-OTHERS: another's message cannot be edited, 50005, nor deleted without the right, 50013", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const message = discord.as(discord.named.users.ben).say(discord.named.channels.general, "mine");
  const path = `${general(fixture)}/messages/${message.id}`;
  refused(await fixture.call("PATCH", path, { content: "yours" }), 403, 50005);
  refused(await fixture.call("DELETE", path), 403, 50013);
  assert.equal(discord.state.messages.get(message.id)?.content, "mine");
});

test("DISCORD-CHANNEL-TYPE: what does not fit a kind of channel is 50024 or 50003", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const voice = `/channels/${discord.named.channels.voice}/threads`;
  refused(await fixture.call("POST", voice, { name: "x", type: 11 }), 400, 50024);
  const dm = discord.as(discord.named.users.ben).dm();
  refused(await fixture.call("POST", `/channels/${dm.id}/threads`, { name: "x", type: 11 }), 400, 50003);
});

test("DISCORD-DM-REFUSED: nobody can be written to who shares no guild or takes no messages, 50007", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { ben } = discord.named.users;
  const opened = await fixture.call("POST", "/users/@me/channels", { recipient_id: ben });
  assert.deepEqual([opened.status, opened.body.type], [200, 1]);
  const path = `/channels/${opened.body.id}/messages`;
  discord.state.closedDms.add(ben);
  refused(await fixture.call("POST", path, { content: "x" }), 403, 50007);
  discord.state.closedDms.delete(ben);
  discord.as(ben).kick(discord.named.guild, ben);
  refused(await fixture.call("POST", path, { content: "x" }), 403, 50007);
  refused(
    await fixture.call("POST", "/users/@me/channels", { recipient_id: discord.application.botId }),
    400,
    50033,
  );
});
