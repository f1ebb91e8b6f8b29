import assert from "node:assert/strict";
import { test } from "node:test";
import { browserForTests, noBrowser } from "./browser.ts";
import { openPage } from "./open-page.ts";

const options = { skip: noBrowser };
const browser = browserForTests();

test("PAGE-LEDGER traffic shows as it happens, can be filtered, and opens to its JSON", options, async () => {
  await using open = await openPage(browser, "view=slack&slack=ada/general");
  const { page, sandbox, bot } = open;
  await page.getByRole("button", { name: "Ledger" }).click();
  await bot.slack("chat.postMessage", { channel: "C0GENERAL", text: "over the wire" });
  await bot.discord("POST", `/channels/${sandbox.discord.named.channels.general}/messages`, {
    content: "there too",
  });
  await assert.rejects(bot.slack("chat.postMessage", { channel: "C0NOWHERE", text: "x" }));
  const entries = page.locator(".entry");
  await entries.nth(2).waitFor();
  await page.getByText("channel_not_found").waitFor();
  await page.getByRole("searchbox", { name: "Filter" }).fill("channels/:id");
  assert.equal(await entries.count(), 1);
  await page.getByRole("searchbox", { name: "Filter" }).fill("");
  await page.getByRole("button", { name: "discord", exact: true }).click();
  await page.locator(".entry .service.discord").waitFor({ state: "detached" });
  const posted = entries.filter({ hasText: "chat.postMessage" }).first();
  await posted.click();
  await posted.getByText('"over the wire"').first().waitFor();
});

test(
  "PAGE-FAULTS a fault added on the page strikes the next request, and sockets are cut",
  options,
  async () => {
    await using open = await openPage(browser, "open=faults");
    const { page, sandbox, bot } = open;
    await page.getByLabel("Service").selectOption("slack");
    await page.getByLabel("Request").fill("chat.postMessage");
    await page.getByLabel("Status", { exact: true }).fill("503");
    await page.getByLabel("Times").fill("1");
    await page.getByRole("button", { name: "Add the fault" }).click();
    await page.getByText("Status 503, before it takes effect").waitFor();
    await assert.rejects(bot.slack("chat.postMessage", { channel: "C0GENERAL", text: "struck" }));
    await page.getByText("Status 503, before it takes effect").waitFor({ state: "detached" });
    await bot.slack("chat.postMessage", { channel: "C0GENERAL", text: "spared" });
    const standing = [...(sandbox.slack.state.messages.get("C0GENERAL")?.values() ?? [])];
    assert.deepEqual(
      standing.map((one) => one.text),
      ["spared"],
    );

    await page.locator("select[name=kind]").selectOption("reset");
    await page.getByRole("button", { name: "Add the fault" }).click();
    await page.getByRole("button", { name: "Remove this fault" }).click();
    await page.locator(".rules").waitFor({ state: "detached" });
    assert.equal(sandbox.faults.rules.length, 0);

    const socket = new WebSocket(
      sandbox.discord.gateway.sessions.length === 0 ? gatewayUrl(sandbox.origin) : "",
    );
    const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
    await page.getByText("1 connected").waitFor();
    await page.getByRole("button", { name: "Cut the connections" }).first().click();
    await closed;
    await page.getByText("Done: cut the connections.").waitFor();
  },
);

const gatewayUrl = (origin: string) => `${origin.replace("http", "ws")}/discord/gateway/?v=10&encoding=json`;

test("PAGE-TOUR three things to try, ticked off as they are done, put away for good", options, async () => {
  await using open = await openPage(browser, "view=discord&discord=ben/general");
  const { page, sandbox, bot } = open;
  await page.evaluate("localStorage.clear()");
  await page.reload();
  const tour = page.getByRole("region", { name: "Things to try" });
  await tour.waitFor();
  assert.equal(await tour.getByRole("listitem").count(), 3);
  await bot.discord("PUT", `/applications/${sandbox.discord.application.id}/commands`, [
    { name: "help", description: "Help" },
  ]);
  await tour.getByRole("button", { name: "Mention @Parley in #general" }).click();
  const field = page.getByRole("combobox", { name: "Message #general" });
  await field.press("Enter");
  await tour.locator(".done", { hasText: "Mention @Parley" }).waitFor();
  await tour.getByRole("button", { name: "Type /help" }).click();
  await page.getByRole("option", { name: /\/help/ }).waitFor();
  await tour.getByRole("button", { name: "Put this away" }).click();
  await page.reload();
  await page.locator(".message").first().waitFor();
  assert.equal(await tour.count(), 0);
  await page.getByRole("button", { name: "Try" }).click();
  await tour.locator(".done").waitFor();
});

test(
  "PAGE-LINK an address leads to the same place again, also on a sandbox started anew",
  options,
  async () => {
    await using first = await openPage(browser, "view=slack&slack=ada/general");
    await first.page
      .getByRole("navigation", { name: "Channels" })
      .getByRole("button", { name: "secret" })
      .click();
    await first.page.getByRole("button", { name: /Ada Lovelace.*owner/ }).click();
    await first.page.getByRole("menuitemradio", { name: /Cleo Park/ }).click();
    await first.page.getByRole("button", { name: /Cleo Park.*member/ }).waitFor();
    const { hash } = new URL(first.page.url());
    await using second = await openPage(browser, hash.slice(1));
    await second.page.getByRole("region", { name: "#secret" }).waitFor();
    await second.page.getByRole("button", { name: /Cleo Park.*member/ }).waitFor();
  },
);
