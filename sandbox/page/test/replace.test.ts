import assert from "node:assert/strict";
import { test } from "node:test";
import { browserForTests, noBrowser } from "./browser.ts";
import { openPage } from "./open-page.ts";

const options = { skip: noBrowser };
const browser = browserForTests();

test(
  "PAGE-COMPONENTS what one person alone sees on Discord changes in its place, its buttons gone",
  options,
  async () => {
    await using open = await openPage(browser, "view=discord&discord=ben/general");
    const { page, sandbox, bot } = open;
    const { application, named } = sandbox.discord;
    const help = [{ name: "help", description: "What works here" }];
    await bot.discord("PUT", `/applications/${application.id}/commands`, help);
    const answer = async (asked: Promise<{ id: string; token: string }>, body: object) => {
      const { id, token } = await asked;
      await bot.discord("POST", `/interactions/${id}/${token}/callback`, body);
    };
    const used = bot.nextInteraction();
    sandbox.discord.as(named.users.ben).slash(named.channels.general, "help");
    const components = [{ type: 1, components: [{ type: 2, style: 2, label: "Keep", custom_id: "keep" }] }];
    await answer(used, { type: 4, data: { content: "Delete it?", flags: 64, components } });
    const pressed = bot.nextInteraction();
    await page.getByRole("button", { name: "Keep" }).click();
    await answer(pressed, { type: 7, data: { content: "It stays.", components: [] } });
    await page.locator(".message", { hasText: "It stays." }).getByText("Only you can see this").waitFor();
    assert.equal(await page.getByText("Delete it?").count(), 0);
    assert.equal(await page.getByRole("button", { name: "Keep" }).count(), 0);
  },
);

test(
  "PAGE-COMPONENTS what one person alone sees on Slack changes in its place, its buttons gone",
  options,
  async () => {
    await using open = await openPage(browser, "view=slack&slack=ada/general");
    const { page, sandbox, bot } = open;
    const { slack } = sandbox;
    const button = { type: "button", action_id: "keep", text: { type: "plain_text", text: "Keep" } };
    const blocks = [
      { type: "markdown", text: "Delete it?" },
      { type: "actions", elements: [button] },
    ];
    await bot.slack("chat.postEphemeral", { channel: "C0GENERAL", user: "U0ADA", text: "?", blocks });
    await page.getByRole("button", { name: "Keep" }).click();
    const { promise, resolve } = Promise.withResolvers<string>();
    const look = () => {
      const [path] = [...slack.state.responseUrls.keys()];
      if (path) resolve(path);
    };
    using _watching = sandbox.ledger.watch(look);
    look();
    await fetch(`${sandbox.origin}/slack${await promise}`, {
      method: "POST",
      body: JSON.stringify({ text: "It stays.", replace_original: true }),
    });
    await page.locator(".message", { hasText: "It stays." }).getByText("Only you can see this").waitFor();
    assert.equal(await page.getByText("Delete it?").count(), 0);
    assert.equal(await page.getByRole("button", { name: "Keep" }).count(), 0);
  },
);
