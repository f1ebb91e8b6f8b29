import assert from "node:assert/strict";
import { test } from "node:test";
import { browserForTests, noBrowser } from "./browser.ts";
import { type OpenPage, openPage } from "./open-page.ts";

const options = { skip: noBrowser };
const browser = browserForTests();

const commands = [
  { name: "help", description: "What works here" },
  {
    name: "model",
    description: "Choose the model",
    options: [
      { type: 3, name: "name", description: "Which one", required: true, autocomplete: true },
      { type: 3, name: "for", description: "Whom", choices: [{ name: "this chat", value: "chat" }] },
    ],
  },
  { name: "Branch from here", type: 3 },
];

async function withCommands({ sandbox, bot }: OpenPage) {
  await bot.discord("PUT", `/applications/${sandbox.discord.application.id}/commands`, commands);
  return (interaction: { id: string; token: string }, body: object) =>
    bot.discord("POST", `/interactions/${interaction.id}/${interaction.token}/callback`, body);
}

test(
  "PAGE-SLASH-DISCORD options show their hints, the app's own choices, and the answer to one person alone",
  options,
  async () => {
    await using open = await openPage(browser, "view=discord&discord=ben/general");
    const { page, bot } = open;
    const callback = await withCommands(open);
    const field = page.getByRole("combobox", { name: "Message #general" });
    await field.pressSequentially("/mo");
    await page.getByRole("option", { name: /\/model.*Choose the model/ }).waitFor();
    await field.press("Enter");
    const name = page.getByRole("combobox", { name: "name" });
    await page.getByText("name: Which one").waitFor();
    // the field asks when it is entered, too, and may do so only now
    const asked = bot.nextInteraction(({ data }) => data.options?.[0]?.value === "de");
    await name.fill("de");
    const choices = [{ name: "demo (loopback)", value: "demo" }];
    await callback(await asked, { type: 8, data: { choices } });
    await page.getByRole("option", { name: "demo (loopback)" }).waitFor();
    await name.press("Enter");
    await page.getByRole("button", { name: "+ for" }).click();
    await page.getByRole("option", { name: "this chat" }).waitFor();
    await page.keyboard.press("Enter");
    const used = bot.nextInteraction();
    await page.keyboard.press("Enter");
    const interaction = await used;
    assert.deepEqual(interaction.data.options, [
      { type: 3, name: "name", value: "demo" },
      { type: 3, name: "for", value: "chat" },
    ]);
    await callback(interaction, { type: 4, data: { content: "From now on **demo** answers.", flags: 64 } });
    const answer = page.locator(".message", { hasText: "From now on demo answers." });
    await answer.getByText("Only you can see this").waitFor();
    await answer.getByText("Ben used /model").waitFor();

    await page.getByRole("button", { name: /Ben.*member/ }).click();
    await page.getByRole("menuitemradio", { name: /Chloé/ }).click();
    await page.getByRole("button", { name: /Chloé.*member/ }).waitFor();
    assert.equal(await answer.count(), 0);
  },
);

test("PAGE-SLASH-SLACK commands show their hint, and are refused in threads as there", options, async () => {
  await using open = await openPage(browser, "view=slack&slack=ada/general");
  const { page, sandbox } = open;
  const field = page.getByRole("combobox", { name: "Message #general" });
  await field.pressSequentially("/mod");
  await page.getByRole("option", { name: /\/model.*Show or choose the model/ }).waitFor();
  await field.press("Tab");
  await page.locator(".usage", { hasText: "[name]" }).waitFor();
  assert.equal(await field.inputValue(), "/model ");
  await field.fill("");

  sandbox.slack.as("U0ADA").say("C0GENERAL", "root");
  await page.locator(".message").hover();
  await page.getByRole("button", { name: "Reply in thread" }).click();
  const reply = page.getByRole("combobox", { name: "Reply…" });
  await reply.fill("/help me");
  await reply.press("Enter");
  await page.getByRole("alert").getByText("/help is not supported in threads. Sorry!").waitFor();
});

test(
  "PAGE-COMPONENTS buttons, menus and forms of a message reach the app and show what it makes of them",
  options,
  async () => {
    await using open = await openPage(browser, "view=discord&discord=ben/general");
    const { page, sandbox, bot } = open;
    const callback = await withCommands(open);
    await bot.discord("POST", `/channels/${sandbox.discord.named.channels.general}/messages`, {
      content: "A picture",
      components: [
        { type: 1, components: [{ type: 2, style: 1, label: "Edit…", custom_id: "edit" }] },
        {
          type: 1,
          components: [
            { type: 3, custom_id: "style", placeholder: "Style", options: [{ label: "Vivid", value: "v" }] },
          ],
        },
      ],
    });
    const pressed = bot.nextInteraction();
    await page.getByRole("button", { name: "Edit…" }).click();
    const input = { type: 4, custom_id: "prompt", style: 1, max_length: 20 };
    const components = [{ type: 18, label: "What to change", component: input }];
    await callback(await pressed, {
      type: 9,
      data: { custom_id: "form", title: "Edit the picture", components },
    });
    const dialog = page.getByRole("dialog", { name: "Edit the picture" });
    await dialog.getByLabel("What to change").fill("more sea");
    const submitted = bot.nextInteraction();
    await dialog.getByRole("button", { name: "Submit" }).click();
    const { data, ...interaction } = await submitted;
    assert.match(JSON.stringify(data), /"custom_id":"prompt","value":"more sea"/);
    await callback(interaction, { type: 7, data: { content: "A picture with more sea" } });
    await page.getByText("A picture with more sea").waitFor();
    await dialog.waitFor({ state: "detached" });

    const chosen = bot.nextInteraction();
    await page.getByRole("button", { name: "Style" }).click();
    await page.getByRole("menuitem", { name: "Vivid" }).click();
    const { data: picked, ...choice } = await chosen;
    assert.deepEqual(picked.values, ["v"]);
    await callback(choice, { type: 7, data: { content: "Vivid it is", components: [] } });
    await page.getByText("Vivid it is").waitFor();
  },
);

test("PAGE-SILENT an app that does not answer is told in the platform's own words", options, async () => {
  await using open = await openPage(browser, "view=discord&discord=ben/general");
  const { page } = open;
  await withCommands(open);
  const field = page.getByRole("combobox", { name: "Message #general" });
  await field.fill("/help");
  await field.press("Escape");
  await field.press("Enter");
  await page.getByRole("alert").getByText("The application did not respond").waitFor();
});

test("PAGE-MESSAGE-MENU commands and shortcuts of a message stand in its menu", options, async () => {
  await using open = await openPage(browser, "discord=ben/general&slack=ada/general");
  const { page, sandbox, bot } = open;
  const callback = await withCommands(open);
  const { discord, slack, ledger } = sandbox;
  const said = discord.as(discord.named.users.ben).say(discord.named.channels.general, "branch me");
  await page.locator(".discord .message").hover();
  await page.locator(".discord").getByRole("button", { name: "More actions" }).click();
  const used = bot.nextInteraction();
  await page.getByRole("menuitem", { name: /Branch from here/ }).click();
  const interaction = await used;
  assert.equal(interaction.data.target_id, said.id);
  await callback(interaction, { type: 4, data: { content: "A branch", flags: 64 } });
  await page.locator(".discord .message", { hasText: "A branch" }).waitFor();

  slack.as("U0ADA").say("C0GENERAL", "branch me too");
  await page.locator(".slack .message").hover();
  await page.locator(".slack").getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: /Branch from here/ }).click();
  const sent = await ledger.until((entry) => entry.name === "interaction message_action");
  assert.match(JSON.stringify(sent.request), /"callback_id":"branch_from_here"/);
  // Nobody listens on this Slack, which its window says.
  await page.getByRole("alert").getByText("This app did not respond.").waitFor();
});
