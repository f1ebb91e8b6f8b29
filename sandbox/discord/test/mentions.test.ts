import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fixture, openDiscord } from "../../../test/support/discord-sandbox.ts";

const send = ({ call, discord }: Fixture, body: object) =>
  call("POST", `/channels/${discord.named.channels.general}/messages`, body);
const everything = ({ discord: { named } }: Fixture) =>
  `<@${named.users.ben}> <@&${named.roles.moderator}> @everyone @here`;
const pings = ({ discord }: Fixture, id: string) => discord.state.messages.get(id)?.pings;

test("DISCORD-MENTIONS-DEFAULT: a message that says nothing of mentions notifies users, roles and everyone", async () => {
  await using fixture = await openDiscord({ seed: { botPermissions: ["MENTION_EVERYONE"] } });
  const { named } = fixture.discord;
  const { body } = await send(fixture, { content: everything(fixture) });
  assert.deepEqual(pings(fixture, body.id), [
    `<@${named.users.ben}>`,
    `<@&${named.roles.moderator}>`,
    "@everyone",
    "@here",
  ]);
  assert.deepEqual([body.mention_everyone, body.mention_roles.length, body.mentions.length], [true, 1, 1]);
});

test("DISCORD-MENTIONS-NONE: with an empty parse list nobody is notified or listed", async () => {
  await using fixture = await openDiscord({ seed: { botPermissions: ["MENTION_EVERYONE"] } });
  const { body } = await send(fixture, { content: everything(fixture), allowed_mentions: { parse: [] } });
  assert.deepEqual(pings(fixture, body.id), []);
  assert.deepEqual([body.mention_everyone, body.mention_roles, body.mentions], [false, [], []]);
});

test("DISCORD-MENTIONS-EDIT: an edit is parsed by its own allowances, by the defaults if it has none", async () => {
  await using fixture = await openDiscord();
  const { named } = fixture.discord;
  const quiet = { allowed_mentions: { parse: [] } };
  const { body } = await send(fixture, { content: "x", ...quiet });
  const path = `/channels/${body.channel_id}/messages/${body.id}`;
  const content = `<@${named.users.ben}>`;
  await fixture.call("PATCH", path, { content, ...quiet });
  assert.deepEqual(pings(fixture, body.id), []);
  await fixture.call("PATCH", path, { content });
  assert.deepEqual(pings(fixture, body.id), [content]);
});

test("DISCORD-MENTIONS-LISTS: named users and roles alone, and never beside parsing the same kind", async () => {
  await using fixture = await openDiscord();
  const { named } = fixture.discord;
  const content = `<@${named.users.ben}> <@${named.users.chloe}>`;
  const one = await send(fixture, { content, allowed_mentions: { users: [named.users.chloe] } });
  assert.deepEqual(pings(fixture, one.body.id), [`<@${named.users.chloe}>`]);
  const both = { parse: ["users"], users: [named.users.chloe] };
  assert.equal((await send(fixture, { content, allowed_mentions: both })).body.code, 50035);
});

test("DISCORD-MENTIONS-EVERYONE: everyone and unmentionable roles need MENTION_EVERYONE", async () => {
  await using fixture = await openDiscord();
  const { named } = fixture.discord;
  const { body } = await send(fixture, { content: `@everyone <@&${named.roles.admin}>` });
  assert.deepEqual([pings(fixture, body.id), body.mention_everyone], [[], false]);
});

test("DISCORD-MENTIONS-REPLY: a reply notifies its target unless the allowances leave that out", async () => {
  await using fixture = await openDiscord();
  const { named } = fixture.discord;
  const asked = fixture.discord.as(named.users.ben).say(named.channels.general, "hi");
  const message_reference = { message_id: asked.id };
  const loud = await send(fixture, { content: "x", message_reference });
  assert.deepEqual(pings(fixture, loud.body.id), [`<@${named.users.ben}>`]);
  const quiet = await send(fixture, { content: "x", message_reference, allowed_mentions: { parse: [] } });
  assert.deepEqual(pings(fixture, quiet.body.id), []);
});

test("DISCORD-MENTIONS-CODE: what stands in code or in an embed mentions nobody", async () => {
  await using fixture = await openDiscord();
  const mention = `<@${fixture.discord.named.users.ben}>`;
  const { body } = await send(fixture, {
    content: `\`${mention}\` \`\`\`\n${mention}\n\`\`\``,
    embeds: [{ description: mention }],
  });
  assert.deepEqual(pings(fixture, body.id), []);
});
