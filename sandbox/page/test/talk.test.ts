import assert from "node:assert/strict";
import { test } from "node:test";
import { browserForTests, noBrowser } from "./browser.ts";
import { openPage } from "./open-page.ts";

const options = { skip: noBrowser };
const browser = browserForTests();

test(
  "PAGE-SAY-DISCORD a mention is completed, the answer appears, changes and goes as it does there",
  options,
  async () => {
    await using open = await openPage(browser, "view=discord&discord=ben/general");
    const { page, sandbox, bot } = open;
    const { named, state } = sandbox.discord;
    const { general } = named.channels;
    const field = page.getByRole("combobox", { name: "Message #general" });
    await field.pressSequentially("@par");
    await page.getByRole("option", { name: /Parley/ }).waitFor();
    await field.press("Enter");
    await field.pressSequentially("hello there");
    await field.press("Enter");
    const mine = page.locator(".message", { hasText: "hello there" });
    await mine.waitFor();
    const [said] = state.messagesIn(general);
    assert.equal(said?.content, `<@${named.users.parley}> hello there`);
    assert.equal(said?.authorId, named.users.ben);

    const answer = await bot.discord("POST", `/channels/${general}/messages`, {
      content: "Thinking…",
      message_reference: { message_id: said?.id },
      allowed_mentions: { parse: [] },
    });
    await page.locator(".reply-line", { hasText: "@Ben" }).waitFor();
    await bot.discord("PATCH", `/channels/${general}/messages/${answer.id}`, {
      content: "The answer is **forty-two**",
      allowed_mentions: { parse: [] },
    });
    await page.locator(".message strong", { hasText: "forty-two" }).waitFor();
    await bot.discord("DELETE", `/channels/${general}/messages/${answer.id}`);
    await page.getByText("forty-two").waitFor({ state: "detached" });
  },
);

test(
  "PAGE-EDIT the last message is edited with the arrow key and deleted from its menu",
  options,
  async () => {
    await using open = await openPage(browser, "view=slack&slack=cleo/random");
    const { page, sandbox } = open;
    const { state } = sandbox.slack;
    const field = page.getByRole("combobox", { name: "Message #random" });
    await field.fill("frist, @ada look");
    await field.press("Enter");
    await page.locator(".message", { hasText: "frist" }).waitFor();
    await field.press("ArrowUp");
    await page.getByText("Editing your message").waitFor();
    assert.equal(await field.inputValue(), "frist, @ada look");
    await field.fill("first, @ada look");
    await field.press("Enter");
    await page.locator(".message", { hasText: "first" }).getByText("(edited)").waitFor();
    const [message] = [...(state.messages.get("C0RANDOM")?.values() ?? [])];
    assert.equal(message?.text, "first, <@U0ADA> look");
    await page.locator(".message").hover();
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: /Delete message/ }).click();
    await page.locator(".message").waitFor({ state: "detached" });
    assert.equal(state.messages.get("C0RANDOM")?.size, 0);
  },
);

test("PAGE-THREAD a thread opens beside its channel on both platforms", options, async () => {
  await using open = await openPage(browser, "discord=ben/general&slack=ada/general");
  const { page, sandbox, bot } = open;
  const { discord, slack } = sandbox;
  const { named } = discord;
  discord.as(named.users.maya).say(named.channels.general, "Release notes");
  await page.locator(".discord .message").hover();
  await page.locator(".discord .toolbar").getByRole("button", { name: "Thread" }).click();
  await page.getByLabel("Thread name").fill("Notes 0.2");
  await page.getByRole("button", { name: "Create thread" }).click();
  const inThread = page.getByRole("combobox", { name: 'Message "Notes 0.2"' });
  await inThread.fill("one point");
  await inThread.press("Enter");
  await page.locator(".discord .thread .message", { hasText: "one point" }).waitFor();
  const thread = [...discord.state.channels.values()].find((one) => one.kind === "thread");
  assert.equal(discord.state.messagesIn(thread?.id ?? "").at(-1)?.content, "one point");

  const root = slack.as("U0BOB").say("C0GENERAL", "Lunch?");
  await bot.slack("chat.postMessage", { channel: "C0GENERAL", thread_ts: root.ts, text: "*Soup* today" });
  await page.getByRole("button", { name: "1 reply" }).click();
  await page.locator(".slack .thread .message strong", { hasText: "Soup" }).waitFor();
  const reply = page.getByRole("combobox", { name: "Reply…" });
  await reply.fill("count me in");
  await reply.press("Enter");
  await page.locator(".slack .thread .message", { hasText: "count me in" }).waitFor();
  assert.equal([...(slack.state.messages.get("C0GENERAL")?.values() ?? [])].at(-1)?.thread_ts, root.ts);
});

test("PAGE-MEMBERS acting as someone else shows what they see, with their role", options, async () => {
  await using open = await openPage(browser, "view=discord&discord=ben/general");
  const { page, sandbox } = open;
  const { named, state } = sandbox.discord;
  const channels = page.getByRole("navigation", { name: "Channels" });
  await channels.getByRole("button", { name: "general" }).waitFor();
  assert.equal(await channels.getByRole("button", { name: "moderators" }).count(), 0);
  await page.getByRole("button", { name: /Ben.*member/ }).click();
  await page.getByRole("menuitemradio", { name: /Maya.*moderator/ }).click();
  await channels.getByRole("button", { name: "moderators" }).click();
  const field = page.getByRole("combobox", { name: "Message #moderators" });
  await field.fill("between us");
  await field.press("Enter");
  await page.locator(".message", { hasText: "between us" }).waitFor();
  assert.equal(state.messagesIn(named.channels.private)[0]?.authorId, named.users.maya);
});

test("PAGE-TYPING who types and who thinks is shown while it lasts", options, async () => {
  await using open = await openPage(browser, "discord=ben/general&slack=ada/general");
  const { page, sandbox, bot } = open;
  const { named } = sandbox.discord;
  await bot.discord("POST", `/channels/${named.channels.general}/typing`);
  await page.locator(".discord").getByText("Parley is typing…").waitFor();
  await bot.discord("POST", `/channels/${named.channels.general}/messages`, { content: "done" });
  await page.locator(".discord").getByText("Parley is typing…").waitFor({ state: "detached" });

  const root = sandbox.slack.as("U0ADA").say("C0GENERAL", "@parley?");
  const place = { channel_id: "C0GENERAL", thread_ts: root.ts };
  await bot.slack("assistant.threads.setStatus", { ...place, status: "is thinking…" });
  await page.locator(".slack .message").hover();
  await page.locator(".slack").getByRole("button", { name: "Reply in thread" }).click();
  await page.getByText("Parley is thinking…").waitFor();
  await bot.slack("assistant.threads.setStatus", { ...place, status: "" });
  await page.getByText("Parley is thinking…").waitFor({ state: "detached" });
});
