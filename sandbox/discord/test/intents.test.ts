import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fixture, openDiscord } from "../../../test/support/discord-sandbox.ts";
import { identified, type Socket } from "../../../test/support/gateway-socket.ts";
import { intent } from "../gateway/intents.ts";

/** Does one of everything, and marks the end with an interaction, of which every session hears. */
async function happen({ discord, call }: Fixture, socket: Socket): Promise<(string | null)[]> {
  const { users, channels } = discord.named;
  await call("POST", `/applications/${discord.application.id}/commands`, { name: "end", description: "x" });
  const ben = discord.as(users.ben);
  const message = ben.say(channels.general, "hi");
  ben.react(message.id, "👍");
  ben.typing(channels.general);
  ben.openThread(channels.general, { name: "side", from: message.id });
  const direct = ben.dm();
  ben.typing(direct.id);
  ben.react(ben.say(direct.id, "psst").id, "👍");
  ben.slash(channels.general, "end");
  await socket.until((frame) => frame.t === "INTERACTION_CREATE");
  return [
    ...new Set(socket.frames.map((frame) => frame.t).filter((name) => name !== null && name !== "READY")),
  ];
}

test("DISCORD-INTENT-EVENTS: a session hears what its intents name, and interactions always", async () => {
  const cases: [number, string[]][] = [
    [0, []],
    [intent.guilds, ["GUILD_CREATE", "THREAD_CREATE"]],
    [intent.guildMessages, ["MESSAGE_CREATE", "MESSAGE_UPDATE"]],
    [intent.guildMessageReactions, ["MESSAGE_REACTION_ADD"]],
    [intent.guildMessageTyping, ["TYPING_START"]],
    [intent.directMessages, ["MESSAGE_CREATE"]],
    [intent.directMessageTyping, ["TYPING_START"]],
    [intent.directMessageReactions, ["MESSAGE_REACTION_ADD"]],
  ];
  for (const [intents, names] of cases) {
    await using fixture = await openDiscord();
    using socket = await identified(fixture, intents);
    assert.deepEqual(await happen(fixture, socket), [...names, "INTERACTION_CREATE"], `intents ${intents}`);
  }
});

test("DISCORD-INTENT-CONTENT: without the content intent text, embeds, files and components arrive empty", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  using socket = await identified(fixture, intent.guildMessages);
  const files = [{ filename: "a.txt", contentType: "text/plain", bytes: Buffer.from("x") }];
  discord.as(discord.named.users.ben).say(discord.named.channels.general, { content: "secret", files });
  const { d } = await socket.until((frame) => frame.t === "MESSAGE_CREATE");
  assert.deepEqual([d.content, d.embeds, d.attachments, d.components], ["", [], [], []]);
  assert.deepEqual(
    [d.author.username, typeof d.member.joined_at, d.guild_id],
    ["ben", "string", discord.named.guild],
  );
});

test("DISCORD-INTENT-CONTENT-OWN: mentions, direct messages, the bot's own and a menu command's target arrive whole", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { users, channels } = discord.named;
  using socket = await identified(fixture, intent.guildMessages | intent.directMessages);
  const ben = discord.as(users.ben);
  const hidden = ben.say(channels.general, "hidden");
  ben.say(channels.general, `<@${users.parley}> mention`);
  ben.say(ben.dm().id, "direct");
  await fixture.call("POST", `/channels/${channels.general}/messages`, {
    content: "own",
    message_reference: { message_id: hidden.id },
  });
  await fixture.call("POST", `/applications/${discord.application.id}/commands`, { name: "Look", type: 3 });
  ben.messageCommand("Look", hidden.id);
  const command = await socket.until((frame) => frame.t === "INTERACTION_CREATE");
  const created = socket.frames.filter((frame) => frame.t === "MESSAGE_CREATE").map((frame) => frame.d);
  assert.deepEqual(
    created.map((one) => one.content),
    ["", `<@${users.parley}> mention`, "direct", "own"],
  );
  assert.equal(created[3].referenced_message.content, "");
  assert.equal(command.d.data.resolved.messages[hidden.id].content, "hidden");
});

test("DISCORD-INTENT-CONTENT-REST: reading messages withholds content while the portal's switch is off", async () => {
  await using fixture = await openDiscord({ seed: { portal: { messageContent: false } } });
  const { discord } = fixture;
  const message = discord.as(discord.named.users.ben).say(discord.named.channels.general, "secret");
  const path = `/channels/${message.channel_id}/messages`;
  assert.equal((await fixture.call("GET", `${path}/${message.id}`)).body.content, "");
  discord.application.portal.messageContent = true;
  assert.equal((await fixture.call("GET", path)).body[0].content, "secret");
});

test("DISCORD-INTENT-MEMBERS: joins, leaves and other members' changes are heard only with the members intent", async () => {
  await using fixture = await openDiscord({
    seed: { portal: { guildMembers: true }, gateway: { identifyWindowMs: 0 } },
  });
  const { discord } = fixture;
  const { guild, users } = discord.named;
  using without = await identified(fixture, intent.guilds);
  using full = await identified(fixture, intent.guilds | intent.guildMembers);
  const olivia = discord.as(users.olivia);
  olivia.setRoles(guild, users.ben, [discord.named.roles.moderator]);
  olivia.kick(guild, users.chloe);
  await full.until((frame) => frame.t === "GUILD_MEMBER_UPDATE");
  await full.until((frame) => frame.t === "GUILD_MEMBER_REMOVE");
  const created = await full.until((frame) => frame.t === "GUILD_CREATE");
  assert.equal(created.d.members.length, 7);
  assert.equal(
    without.frames.some((frame) => frame.t?.startsWith("GUILD_MEMBER")),
    false,
  );
  assert.equal((await fixture.call("GET", `/guilds/${guild}/members?limit=100`)).body.length, 6);
  discord.application.portal.guildMembers = false;
  assert.equal((await fixture.call("GET", `/guilds/${guild}/members?limit=100`)).body.code, 50001);
});

test("DISCORD-DM-QUIET: no event tells of a new DM before its first message", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  using socket = await identified(fixture, intent.guilds | intent.directMessages);
  const ben = discord.as(discord.named.users.ben);
  ben.say(ben.dm().id, "psst");
  const { d } = await socket.until((frame) => frame.t === "MESSAGE_CREATE");
  assert.deepEqual([d.guild_id, d.member, d.channel_type], [undefined, undefined, 1]);
  assert.equal(
    socket.frames.some((frame) => frame.t === "CHANNEL_CREATE"),
    false,
  );
});
