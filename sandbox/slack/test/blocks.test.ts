import assert from "node:assert/strict";
import { test } from "node:test";
import { slackBench } from "../../../test/support/slack-bench.ts";
import { checkMessageBlocks } from "../blocks/validate.ts";
import { Refusal } from "../web/refusal.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const x = (length: number) => "x".repeat(length);
const many = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
const button = (fields: object = {}) => ({ type: "button", action_id: "a", text: plain("Go"), ...fields });
const actions = (...elements: object[]) => ({ type: "actions", elements });
const option = (i: number) => ({ text: plain(`o${i}`), value: `v${i}` });
const menu = (options: object[]) => actions({ type: "static_select", action_id: "m", options });
const cell = (text: string) => ({ type: "raw_text", text });

/** What just fits, what just does not, and where Slack says it went wrong. */
const LIMITS: [name: string, fits: object[], breaks: object[], pointer: string][] = [
  ["blocks", many(50, () => ({ type: "divider" })), many(51, () => ({ type: "divider" })), "/blocks"],
  [
    "section text",
    [{ type: "section", text: mrkdwn(x(3000)) }],
    [{ type: "section", text: mrkdwn(x(3001)) }],
    "/blocks/0/text/text",
  ],
  [
    "section fields",
    [{ type: "section", fields: many(10, () => plain("f")) }],
    [{ type: "section", fields: many(11, () => plain("f")) }],
    "/blocks/0/fields",
  ],
  [
    "section field",
    [{ type: "section", fields: [plain(x(2000))] }],
    [{ type: "section", fields: [plain(x(2001))] }],
    "/blocks/0/fields/0/text",
  ],
  [
    "header",
    [{ type: "header", text: plain(x(150)) }],
    [{ type: "header", text: plain(x(151)) }],
    "/blocks/0/text/text",
  ],
  [
    "header is plain",
    [{ type: "header", text: plain("h") }],
    [{ type: "header", text: mrkdwn("h") }],
    "/blocks/0/text/type",
  ],
  [
    "context elements",
    [{ type: "context", elements: many(10, () => plain("c")) }],
    [{ type: "context", elements: many(11, () => plain("c")) }],
    "/blocks/0/elements",
  ],
  [
    "action elements",
    [actions(...many(25, (i) => button({ action_id: `a${i}` })))],
    [actions(...many(26, (i) => button({ action_id: `a${i}` })))],
    "/blocks/0/elements",
  ],
  [
    "action ids differ",
    [actions(button(), button({ action_id: "b" }))],
    [actions(button(), button())],
    "/blocks/0/elements/1/action_id",
  ],
  [
    "button text",
    [actions(button({ text: plain(x(75)) }))],
    [actions(button({ text: plain(x(76)) }))],
    "/blocks/0/elements/0/text/text",
  ],
  [
    "button value",
    [actions(button({ value: x(2000) }))],
    [actions(button({ value: x(2001) }))],
    "/blocks/0/elements/0/value",
  ],
  [
    "button style",
    [actions(button({ style: "danger" }))],
    [actions(button({ style: "loud" }))],
    "/blocks/0/elements/0/style",
  ],
  [
    "action_id",
    [actions(button({ action_id: x(255) }))],
    [actions(button({ action_id: x(256) }))],
    "/blocks/0/elements/0/action_id",
  ],
  [
    "block_id",
    [{ type: "divider", block_id: x(255) }],
    [{ type: "divider", block_id: x(256) }],
    "/blocks/0/block_id",
  ],
  [
    "block ids differ",
    [
      { type: "divider", block_id: "a" },
      { type: "divider", block_id: "b" },
    ],
    [
      { type: "divider", block_id: "a" },
      { type: "divider", block_id: "a" },
    ],
    "/blocks/1/block_id",
  ],
  ["options", [menu(many(100, option))], [menu(many(101, option))], "/blocks/0/elements/0/options"],
  [
    "option text",
    [menu([{ ...option(1), text: plain(x(75)) }])],
    [menu([{ ...option(1), text: plain(x(76)) }])],
    "/blocks/0/elements/0/options/0/text/text",
  ],
  [
    "option value",
    [menu([{ ...option(1), value: x(75) }])],
    [menu([{ ...option(1), value: x(76) }])],
    "/blocks/0/elements/0/options/0/value",
  ],
  [
    "overflow",
    [actions({ type: "overflow", action_id: "o", options: many(5, option) })],
    [actions({ type: "overflow", action_id: "o", options: many(6, option) })],
    "/blocks/0/elements/0/options",
  ],
  [
    "checkboxes",
    [actions({ type: "checkboxes", action_id: "c", options: many(10, option) })],
    [actions({ type: "checkboxes", action_id: "c", options: many(11, option) })],
    "/blocks/0/elements/0/options",
  ],
  [
    "confirm title",
    [actions(button({ confirm: { title: plain(x(100)), text: plain("?") } }))],
    [actions(button({ confirm: { title: plain(x(101)), text: plain("?") } }))],
    "/blocks/0/elements/0/confirm/title/text",
  ],
  [
    "image alt",
    [{ type: "image", image_url: "https://i.example/a.png", alt_text: x(2000) }],
    [{ type: "image", image_url: "https://i.example/a.png", alt_text: x(2001) }],
    "/blocks/0/alt_text",
  ],
  [
    "image source",
    [{ type: "image", image_url: "https://i.example/a.png", alt_text: "a" }],
    [{ type: "image", alt_text: "a" }],
    "/blocks/0",
  ],
  [
    "table rows",
    [{ type: "table", rows: many(100, () => [cell("c")]) }],
    [{ type: "table", rows: many(101, () => [cell("c")]) }],
    "/blocks/0/rows",
  ],
  [
    "table columns",
    [{ type: "table", rows: [many(20, () => cell("c"))] }],
    [{ type: "table", rows: [many(21, () => cell("c"))] }],
    "/blocks/0/rows/0",
  ],
  [
    "table characters",
    [{ type: "table", rows: [[cell(x(10_000))]] }],
    [{ type: "table", rows: [[cell(x(5_001)), cell(x(5_000))]] }],
    "/blocks/0/rows",
  ],
  [
    "one table",
    [{ type: "table", rows: [[cell("c")]] }],
    many(2, () => ({ type: "table", rows: [[cell("c")]] })),
    "/blocks",
  ],
  ["known types", [{ type: "divider" }], [{ type: "marquee" }], "/blocks/0/type"],
  [
    "elements in place",
    [actions(button())],
    [actions({ type: "plain_text_input", action_id: "t" })],
    "/blocks/0/elements/0",
  ],
  [
    "text is not empty",
    [{ type: "section", text: plain("x") }],
    [{ type: "section", text: plain("") }],
    "/blocks/0/text/text",
  ],
];

test("SLACK-BLOCK-LIMITS: what just fits is taken, what is one more is refused where it stands", async () => {
  await using bench = await slackBench();
  bench.slack.rates.enforced = false;
  for (const [name, fits, breaks, pointer] of LIMITS) {
    const post = (blocks: object[]) =>
      bench.call("chat.postMessage", { channel: "C0GENERAL", text: "t", blocks });
    assert.equal((await post(fits)).error, undefined, name);
    const refusal = await post(breaks);
    assert.equal(refusal.error, "invalid_blocks", name);
    const { messages } = refusal.response_metadata as { messages: string[] };
    assert.ok(
      messages.some((m) => m.startsWith("[ERROR] ") && m.endsWith(`[json-pointer:${pointer}]`)),
      `${name}: ${messages}`,
    );
  }
  const notJson = await bench.call("chat.postMessage", { channel: "C0GENERAL", text: "t", blocks: "[{" });
  assert.equal(notJson.error, "invalid_blocks_format");
});

test("SLACK-BLOCKS-TOTAL: a message fails near 13.2k characters though no single limit is reached", () => {
  const section = (length: number) => ({ type: "section", text: mrkdwn(x(length)) });
  checkMessageBlocks([...many(4, () => section(3000)), section(1200)]);
  assert.throws(
    () => checkMessageBlocks([...many(4, () => section(3000)), section(1201)]),
    (error) => error instanceof Refusal && error.code === "msg_blocks_too_long",
  );
});

test("SLACK-MARKDOWN-BLOCK: 12,000 characters for all together; becomes several blocks and loses its id", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const blocks = [
    { type: "markdown", text: "# Title\n\nSome *text*\n\n## More\n\nand more", block_id: "mine" },
  ];
  const { ts = "" } = await web.chat.postMessage({ channel: "C0GENERAL", blocks });
  const stored = slack.state.messages.get("C0GENERAL")?.get(ts)?.blocks ?? [];
  assert.deepEqual(
    stored.map((b) => b.type),
    ["header", "rich_text", "header", "rich_text"],
  );
  assert.ok(!stored.some((b) => b.block_id === "mine"));
  const half = { type: "markdown", text: x(6_001) };
  const refusal = await bench.call("chat.postMessage", { channel: "C0GENERAL", blocks: [half, half] });
  assert.equal(refusal.error, "invalid_blocks");
});
