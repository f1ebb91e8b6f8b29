import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "../../sandbox.ts";
import { browserForTests, noBrowser } from "./browser.ts";
import { openPage } from "./open-page.ts";

const options = { skip: noBrowser };
const browser = browserForTests();

test("PAGE-KEYBOARD a person gets everywhere without a mouse", options, async () => {
  await using open = await openPage(browser, "view=discord&discord=ben/general");
  const { page, sandbox } = open;
  const { named, state } = sandbox.discord;
  const { users, channels } = named;
  sandbox.discord.as(users.maya).say(channels.general, "first");
  sandbox.discord.as(users.maya).say(channels.general, "second");
  await page.locator(".message", { hasText: "second" }).waitFor();
  await page.locator(".message", { hasText: "second" }).focus();
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.evaluate(`document.activeElement.textContent.includes("first")`), true);
  await page.keyboard.press("r");
  await page.getByText("Replying to Maya").waitFor();
  await page.keyboard.type("an answer");
  await page.keyboard.press("Enter");
  await page.locator(".message", { hasText: "an answer" }).waitFor();
  const [first, , answer] = state.messagesIn(channels.general);
  assert.equal(answer?.message_reference?.message_id, first?.id);

  await page.locator(".message", { hasText: "first" }).first().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menu").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
  await page.getByRole("combobox", { name: "Message #general" }).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await page.getByRole("combobox", { name: "Message #random" }).waitFor();
  await page.keyboard.press("Alt+Digit3");
  await page.getByRole("region", { name: "Slack" }).waitFor();
});

test("PAGE-NARROW on a phone one thing shows at a time and nothing is cut off", options, async () => {
  await using open = await openPage(browser, "view=discord&discord=ben/general");
  const { page, sandbox } = open;
  await page.setViewportSize({ width: 375, height: 740 });
  const { users, channels } = sandbox.discord.named;
  sandbox.discord
    .as(users.maya)
    .say(channels.general, `a long word ${"x".repeat(300)} and \`\`\`${"y".repeat(300)}\`\`\``);
  await page.locator(".message").waitFor();
  const wide = await page.evaluate("document.documentElement.scrollWidth");
  assert.equal(wide, 375);
  const list = page.getByRole("navigation", { name: "Channels" });
  await list.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Channels", exact: true }).click();
  await list.getByRole("button", { name: "random" }).click();
  await page.getByRole("combobox", { name: "Message #random" }).waitFor();
  await list.waitFor({ state: "hidden" });
  await page.getByRole("tab", { name: "Slack" }).click();
  await page.getByRole("combobox", { name: "Message #general" }).waitFor();
});

test("PAGE-THEME light or dark as the system is, until a person chooses", options, async () => {
  await using open = await openPage(browser, "view=discord");
  const { page } = open;
  const theme = () => page.evaluate("document.documentElement.dataset.theme");
  await page.evaluate("localStorage.clear()");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.reload();
  await page.getByRole("button", { name: "Light theme" }).click();
  assert.equal(await theme(), "light");
  await page.reload();
  await page.getByRole("button", { name: "Dark theme" }).waitFor();
  assert.equal(await theme(), "light");
});

test(
  "PAGE-RECONNECT the page says when the sandbox is gone, and shows the new one when it is back",
  options,
  async () => {
    const gone = await createSandbox();
    const port = Number(new URL(gone.origin).port);
    const page = await browser.context.newPage();
    await page.goto(`${gone.origin}/#view=slack&slack=ada/general`);
    gone.slack.as("U0BOB").say("C0GENERAL", "said before");
    await page.locator(".message", { hasText: "said before" }).waitFor();
    await gone.close();
    await page.getByText("Reconnecting…").waitFor();
    await using back = await createSandbox({ port });
    back.slack.as("U0BOB").say("C0GENERAL", "said after");
    await page.locator(".message", { hasText: "said after" }).waitFor();
    await page.getByText("Reconnecting…").waitFor({ state: "detached" });
    assert.equal(await page.locator(".message").count(), 1);
    await page.close();
  },
);
