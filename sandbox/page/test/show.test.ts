import assert from "node:assert/strict";
import { test } from "node:test";
import { browserForTests, noBrowser } from "./browser.ts";
import { openPage } from "./open-page.ts";

const options = { skip: noBrowser };
const browser = browserForTests();

/** One red pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
  "base64",
);

test("PAGE-MARKDOWN-DISCORD text is shaped as Discord shapes it", options, async () => {
  await using open = await openPage(browser, "view=discord&discord=ben/general");
  const { page, sandbox, bot } = open;
  const { named } = sandbox.discord;
  const lines = [
    "## Head",
    "**bold** *slanted* __under__ ~~struck~~ `code`",
    "- one\n- two",
    "```ts\nconst a = 1;\n```",
    "> quoted\nnot quoted",
    `||hidden|| [label](https://example.com/) <@${named.users.ben}> <#${named.channels.random}>`,
    "-# small\n#### no heading\n<b>no bold</b> &amp; | a | b |",
  ];
  await bot.discord("POST", `/channels/${named.channels.general}/messages`, { content: lines.join("\n") });
  const text = page.locator(".message .text").first();
  await text.waitFor();
  const has = (selector: string, content: string) => text.locator(selector, { hasText: content }).waitFor();
  await has(".h2", "Head");
  await has("strong", "bold");
  await has("em", "slanted");
  await has("u", "under");
  await has("s", "struck");
  await has("code.inline", "code");
  await has("li", "two");
  await has(".code .hl-keyword", "const");
  await has("blockquote", "quoted");
  assert.equal((await text.locator("blockquote").textContent())?.trim(), "quoted");
  await has(".mention.mine", "@Ben");
  await has(".subtext", "small");
  assert.equal(await text.locator("a", { hasText: "label" }).getAttribute("href"), "https://example.com/");
  const all = (await text.textContent()) ?? "";
  for (const literal of ["#### no heading", "<b>no bold</b> &amp; | a | b |"])
    assert.ok(all.includes(literal), literal);
  await text.getByRole("button", { name: "Show the spoiler" }).click();
  await has(".spoiler.open", "hidden");
  await text.getByRole("button", { name: "#random" }).click();
  await page.getByRole("heading", { name: "random", exact: true }).waitFor();
});

test("PAGE-MARKDOWN-SLACK mrkdwn and Markdown are shaped as Slack shapes them", options, async () => {
  await using open = await openPage(browser, "view=slack&slack=ada/general");
  const { page, bot } = open;
  await bot.slack("chat.postMessage", {
    channel: "C0GENERAL",
    text: "*bold* _slanted_ ~struck~ `code` <https://example.com|label> <@U0ADA> &lt;b&gt; **plain**\n&gt; quoted",
  });
  const mrkdwn = page.locator(".message").nth(0);
  const has = (at: typeof mrkdwn, selector: string, content: string) =>
    at.locator(selector, { hasText: content }).first().waitFor();
  await has(mrkdwn, "strong", "bold");
  await has(mrkdwn, "em", "slanted");
  await has(mrkdwn, "s", "struck");
  await has(mrkdwn, "code.inline", "code");
  await has(mrkdwn, "a", "label");
  await has(mrkdwn, ".mention.mine", "@Ada Lovelace");
  await has(mrkdwn, "blockquote", "quoted");
  assert.ok((await mrkdwn.textContent())?.includes("<b> **plain**"));

  await bot.slack("chat.postMessage", {
    channel: "C0GENERAL",
    markdown_text: "# Head\n**bold** and `code`\n\n1. one\n2. two\n\n| n | m |\n| - | - |\n| 1 | 2 |",
  });
  const markdown = page.locator(".message").nth(1);
  await has(markdown, ".h2", "Head");
  await has(markdown, "strong", "bold");
  await has(markdown, "ol li", "two");
  await has(markdown, "td", "2");
});

/** Runs in the page: a file dropped on the composer, or pasted into it. */
const handIn = `(kind, base64) => {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], kind + ".png", { type: "image/png" }));
  const composer = document.querySelector(".composer");
  const init = { bubbles: true, cancelable: true };
  if (kind === "drop") composer.dispatchEvent(new DragEvent("drop", { ...init, dataTransfer: data }));
  else composer.querySelector("textarea").dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: data }));
}`;

test("PAGE-FILES-DROP files are dropped or pasted, sent, and seen at a glance", options, async () => {
  await using open = await openPage(browser, "view=discord&discord=ben/general");
  const { page, sandbox } = open;
  const { named, state } = sandbox.discord;
  const put = (event: "drop" | "paste") =>
    page.evaluate(`(${handIn})("${event}", "${png.toString("base64")}")`);
  await put("drop");
  await put("paste");
  await page.getByText("paste.png").waitFor();
  await page.getByRole("button", { name: "Don't send drop.png" }).click();
  await page.getByRole("combobox", { name: "Message #general" }).press("Enter");
  const picture = page.getByRole("button", { name: "Look at paste.png" });
  await picture.waitFor();
  const [message] = state.messagesIn(named.channels.general);
  assert.deepEqual(
    message?.attachments.map((one) => [one.filename, Buffer.from(one.bytes).equals(png)]),
    [["paste.png", true]],
  );
  const loaded = await page.evaluate(`(async () => {
    const img = document.querySelector(".pictures img");
    await img.decode();
    return img.naturalWidth;
  })()`);
  assert.equal(loaded, 1);
  await picture.click();
  await page.getByRole("dialog", { name: "paste.png" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("PAGE-UNTRUSTED nothing anyone writes becomes HTML or a script's address", options, async () => {
  await using open = await openPage(browser, "discord=ben/general&slack=ada/general");
  const { page, sandbox, bot } = open;
  const { discord, slack } = sandbox;
  const { general } = discord.named.channels;
  const bad = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><svg onload=window.hacked=1>`;
  const link = "javascript:window.hacked=1";
  await bot.discord("POST", `/channels/${general}/messages`, {
    content: `${bad} [x](${link}) ![x](${link}) \`\`\`${bad}\`\`\` **${bad}** > ${bad}`,
    embeds: [
      {
        title: bad,
        description: bad,
        url: "https://example.com",
        fields: [{ name: bad, value: bad }],
        footer: { text: bad },
        image: { url: "https://evil.example/x.png" },
      },
    ],
    components: [
      { type: 1, components: [{ type: 2, style: 2, label: bad.slice(0, 80), custom_id: bad.slice(0, 100) }] },
    ],
  });
  discord.as(discord.named.users.ben).openThread(general, { name: bad.slice(0, 100) });
  await bot.slack("chat.postMessage", {
    channel: "C0GENERAL",
    text: bad,
    blocks: [
      { type: "header", text: { type: "plain_text", text: bad } },
      {
        type: "section",
        text: {
          type: "mrkdwn",
          text: `${bad} <${link}|x> <https://example.com|${bad.replaceAll(/[<>]/g, "")}>`,
        },
      },
      { type: "section", text: { type: "plain_text", text: bad } },
      { type: "image", image_url: "https://evil.example/x.png", alt_text: bad },
      { type: "markdown", text: `${bad}\n\n[x](${link})\n\n\`\`\`\n${bad}\n\`\`\`` },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "link", url: link, text: bad },
              { type: "text", text: bad },
            ],
          },
        ],
      },
    ],
  });
  slack.as("U0ADA").say("C0GENERAL", {
    text: bad,
    files: [{ name: `${bad}.html`, mimetype: "text/html", bytes: Buffer.from(bad) }],
  });
  await page.locator(".slack .message").nth(1).waitFor();
  await page.locator(".discord .message").first().waitFor();
  const found = await page.evaluate(`({
    hacked: "hacked" in window,
    scripts: document.querySelectorAll(".pane script, .pane [onerror], .pane [onload]").length,
    links: [...document.links].filter((one) => one.protocol === "javascript:").length,
    pictures: [...document.images].filter((one) => !one.src.startsWith(location.origin)).length,
  })`);
  assert.deepEqual(found, { hacked: false, scripts: 0, links: 0, pictures: 0 });
  assert.ok((await page.locator(".discord .message").first().textContent())?.includes("<img src=x onerror="));
});
