import assert from "node:assert/strict";
import { test } from "node:test";
import { ApplicationCommandOptionType, Events, MessageFlags } from "discord.js";
import { openDiscord } from "../../../test/support/discord-sandbox.ts";

test("the real client logs in, hears a person, answers, edits and reads history", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { named } = discord;
  const client = await fixture.client();
  assert.equal(client.user.username, "Parley");
  assert.equal(client.guilds.cache.get(named.guild)?.name, "Harbour");

  const heard = new Promise<string>((resolve) => {
    client.once(Events.MessageCreate, async (message) => {
      assert.equal(message.author.username, "ben");
      await message.channel.sendTyping();
      const answer = await message.reply({ content: "working", allowedMentions: { parse: [] } });
      await answer.edit({ content: "done", allowedMentions: { parse: [] } });
      resolve(message.content);
    });
  });
  const question = discord.as(named.users.ben).say(named.channels.general, `<@${named.users.parley}> hello`);
  assert.equal(await heard, `<@${named.users.parley}> hello`);

  const standing = discord.state.messagesIn(named.channels.general);
  assert.deepEqual(
    standing.map((one) => one.content),
    [`<@${named.users.parley}> hello`, "done"],
  );
  assert.equal(standing[1]?.message_reference?.message_id, question.id);
  assert.deepEqual(standing[1]?.pings, []);
  const channel = await client.channels.fetch(named.channels.general);
  assert.ok(channel?.isTextBased());
  const history = await channel.messages.fetch({ limit: 10 });
  assert.deepEqual(
    [...history.values()].map((one) => one.content),
    ["done", question.content],
  );
});

test("the real client registers a command, answers it and a button, and follows up", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { named } = discord;
  const client = await fixture.client();
  await client.application.commands.set([
    {
      name: "help",
      description: "What works here",
      options: [{ name: "topic", description: "One of them", type: ApplicationCommandOptionType.String }],
    },
  ]);
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({
        content: `about ${interaction.options.getString("topic")}`,
        components: [{ type: 1, components: [{ type: 2, style: 1, label: "More", custom_id: "more" }] }],
      });
      await interaction.followUp({ content: "for all" });
    }
    if (interaction.isButton()) await interaction.update({ content: "more", components: [] });
  });
  const ben = discord.as(named.users.ben);
  const used = await ben.slash(named.channels.general, "help", { topic: "branches" }).settled;
  await fixture.ledger.until((entry) => entry.name === "POST /webhooks/:id/:token");
  assert.deepEqual(used.state, { kind: "replied", ephemeral: true });
  const mine = discord.visibleTo(named.users.ben, named.channels.general);
  assert.deepEqual(
    mine.map((one) => one.content),
    ["about branches", "for all"],
  );
  const theirs = discord.visibleTo(named.users.chloe, named.channels.general);
  assert.deepEqual(
    theirs.map((one) => one.content),
    ["for all"],
  );

  const pressed = await ben.press(mine[0]?.id ?? "", "more").settled;
  assert.equal(pressed.state.kind, "updated");
  assert.equal(discord.state.messages.get(mine[0]?.id ?? "")?.content, "more");
});

test("the real client opens a DM and answers in it", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { named } = discord;
  const client = await fixture.client();
  const answered = new Promise<void>((resolve) => {
    client.once(Events.MessageCreate, async (message) => {
      await message.reply(`you said ${message.content}`);
      resolve();
    });
  });
  const ben = discord.as(named.users.ben);
  const direct = ben.dm();
  ben.say(direct.id, "psst");
  await answered;
  assert.deepEqual(
    discord.visibleTo(named.users.ben, direct.id).map((one) => one.content),
    ["psst", "you said psst"],
  );
});
