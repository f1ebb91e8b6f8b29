import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "../../sandbox.ts";

test("a markdown block stands as Slack's own blocks, styles, lists, code and tables kept", async () => {
  await using sandbox = await createSandbox();
  const { slack, origin } = sandbox;
  const markdown = [
    "# Today",
    "Some **bold**, *slanted* and `code` for <@U0ADA>.",
    "",
    "1. one",
    "2. two",
    "   - inner",
    "",
    "```ts\nlet a = 1;\n```",
    "",
    "| n | m |\n| --- | --- |\n| 1 | [2](https://example.com/) |",
  ].join("\n");
  const response = await fetch(`${origin}/slack/api/chat.postMessage`, {
    method: "POST",
    headers: { authorization: `Bearer ${slack.botToken}`, "content-type": "application/json" },
    body: JSON.stringify({
      channel: "C0GENERAL",
      blocks: [{ type: "markdown", text: markdown }],
      text: "Today",
    }),
  });
  assert.equal(((await response.json()) as { ok: boolean }).ok, true);
  const [message] = [...(slack.state.messages.get("C0GENERAL")?.values() ?? [])];
  const blocks = (message?.blocks ?? []).map(({ block_id: _, ...rest }) => rest);
  const section = (...elements: object[]) => ({ type: "rich_text_section", elements });
  const words = (text: string, style?: string) => ({
    type: "text",
    text,
    ...(style ? { style: { [style]: true } } : {}),
  });
  const list = (style: string, indent: number, ...items: string[]) => ({
    type: "rich_text_list",
    style,
    indent,
    elements: items.map((item) => section(words(item))),
  });
  const cell = (element: object) => ({ type: "rich_text", elements: [section(element)] });
  assert.deepEqual(blocks, [
    { type: "header", text: { type: "plain_text", text: "Today", emoji: true } },
    {
      type: "rich_text",
      elements: [
        section(
          words("Some "),
          words("bold", "bold"),
          words(", "),
          words("slanted", "italic"),
          words(" and "),
          words("code", "code"),
          words(" for "),
          { type: "user", user_id: "U0ADA" },
          words("."),
        ),
        list("ordered", 0, "one", "two"),
        list("bullet", 1, "inner"),
        { type: "rich_text_preformatted", border: 0, elements: [words("let a = 1;")] },
      ],
    },
    {
      type: "table",
      rows: [
        [cell(words("n")), cell(words("m"))],
        [cell(words("1")), cell({ type: "link", url: "https://example.com/", text: "2" })],
      ],
    },
  ]);
});
