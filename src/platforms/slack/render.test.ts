import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { leastMs } from "../../../test/support/least-ms.ts";
import { chunk } from "../../core/chunks.ts";
import { jobId } from "../../core/ids.ts";
import { markerOf, metadataOf, readMarker } from "./marker.ts";
import { renderContent } from "./render.ts";
import { safeMarkdown } from "./safe-markdown.ts";
import { measure, TEXT_LIMIT } from "./text-limit.ts";

const job = jobId("00000000-0000-4000-8000-000000000001");
const rendered = (text: string) => JSON.stringify(renderContent({ text }));

test("A10 no token of Slack's survives in any field", () => {
  const tokens = [
    "<!channel>",
    "<!here|x>",
    "<!everyone>",
    "<!subteam^S1>",
    "<@U1>",
    "<@U1|a>",
    "<#C1>",
    "<!date^1^x|y>",
  ];
  const around = [
    "T",
    "`T`",
    "```\nT\n```",
    "[T](https://a.example)",
    "> T",
    "| T |\n|---|",
    "# T",
    "**T**",
    "\\T",
    "![T](https://a.example/T)",
  ];
  for (const token of tokens) {
    for (const frame of around) {
      const json = rendered(frame.replaceAll("T", token));
      assert.doesNotMatch(json, /<[!@#]/, json);
    }
  }
});

test("A10 whatever the text, nothing in it begins a token", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."<>!@#U1|&;`[]()\\\n ah:/~*_") }), (text) => {
      assert.ok(!rendered(text).includes("<"), text);
    }),
    { numRuns: 2_000 },
  );
});

test("A11 a label that looks like another host is dropped and the true one shown", () => {
  const spoofs = [
    ["[https://bank.com](https://evil.example/a)", "https://evil.example/a"],
    ["[bank.com](https://evil.example)", "https://evil.example/"],
    ["[**bank**.com login](https://evil.example)", "https://evil.example/"],
    ["[ｂａｎｋ.com](https://evil.example)", "https://evil.example/"],
    ["[bank\u200b.com](https://evil.example)", "https://evil.example/"],
    ["[bank。com](https://evil.example)", "https://evil.example/"],
    ["[x](https://bank.com@evil.example/a)", "https://evil.example/a"],
    ["https://bank.com@evil.example/a", "https://evil.example/a"],
    ["<https://bank.com:pw@evil.example/a>", "https://evil.example/a"],
    ["[a@bank.com](mailto:b@evil.example)", "mailto:b@evil.example"],
    ["![bank.com](https://evil.example/i.png)", "https://evil.example/i.png"],
  ];
  for (const [text, want] of spoofs) assert.equal(safeMarkdown(text ?? ""), want, text);
});

test("A11 honest links stay as they are written", () => {
  const honest = [
    "[the docs](https://docs.example/a?b=1&c=2#d)",
    "[docs.example](https://docs.example/a)",
    "[www.docs.example](https://docs.example/a)",
    "[example.com](https://www.example.com/)",
    "[README.md](https://git.example/x/README.md)",
    "[write us](mailto:a@b.example)",
    "[a `code` label](https://a.example)",
    "see https://a.example/?x=1&y=2 (or https://b.example)",
    "| https://a.example | b |",
  ];
  for (const text of honest) assert.equal(safeMarkdown(text), text);
  assert.equal(safeMarkdown("[wiki](https://a.example/b_(c))"), "[wiki](https://a.example/b_%28c%29)");
  assert.equal(safeMarkdown('[a](https://a.example "title")'), "[a](https://a.example)");
  assert.equal(safeMarkdown("<https://a.example/x>"), "https://a.example/x");
});

test("A13 only web and mail addresses become links", () => {
  for (const target of [
    "javascript:alert(1)",
    "data:text/html,x",
    "slack://open",
    "tel:1",
    "file:///etc",
    "//a.b",
    "/x",
    "#x",
  ]) {
    assert.equal(safeMarkdown(`[click](${target})`), "click", target);
  }
  assert.equal(safeMarkdown("[1]: https://evil.example"), "\\[1]: https://evil.example");
});

test("A12 nothing is unfurled: images are links, and previews are off", async () => {
  assert.equal(safeMarkdown("![cat](https://a.example/c.png)"), "[cat](https://a.example/c.png)");
  const { QUIET } = await import("./render.ts");
  assert.deepEqual([QUIET.unfurl_links, QUIET.unfurl_media, QUIET.link_names], [false, false, false]);
});

test("SLACK-RENDER code, quotes and tables keep their meaning", () => {
  assert.equal(safeMarkdown("> quote\n> > deeper"), "> quote\n> > deeper");
  assert.equal(safeMarkdown("`a < b && c`"), "`a &lt; b &amp;&amp; c`");
  assert.equal(
    safeMarkdown("```ts\nif (a<b) [x](javascript:y)\n```\n[x](javascript:y)"),
    "```ts\nif (a&lt;b) [x](javascript:y)\n```\nx",
  );
  assert.equal(safeMarkdown("| a | b |\n|---|---|\n| 1 | 2 |"), "| a | b |\n|---|---|\n| 1 | 2 |");
  assert.equal(safeMarkdown("`` [a](javascript:x) ` ``"), "`` [a](javascript:x) ` ``");
});

test("SLACK-LIMIT every part of any text fits one message, blocks and all", () => {
  const text = fc.array(
    fc.oneof(
      fc.constantFrom(
        "<<<<<<<<",
        "&&&&",
        "[a](https://a.example/(((())))) ",
        "```\n",
        "\n\n",
        "| a | b |\n",
        "word ",
        "😀",
      ),
      fc.string(),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (pieces, times) => {
      for (const part of chunk(pieces.join("").repeat(times), { max: TEXT_LIMIT, measure })) {
        const { blocks, text } = renderContent({
          text: part,
          buttons: [{ action: "stop", label: "Stop", job }],
        });
        const block = blocks.find((b) => b.type === "markdown");
        assert.ok(block && "text" in block && String(block.text).length <= 12_000);
        assert.ok(text.length <= 4_000);
      }
    }),
    { numRuns: 200 },
  );
});

test("SLACK-BUTTON buttons name the action and carry the job", () => {
  const { blocks } = renderContent({ text: "hi", buttons: [{ action: "regenerate", label: "Again", job }] });
  assert.deepEqual(blocks.at(-1), {
    type: "actions",
    elements: [
      {
        type: "button",
        action_id: "parley:regenerate",
        text: { type: "plain_text", text: "Again", emoji: true },
        value: job,
      },
    ],
  });
});

test("F27 only the person meant is mentioned, and only if it is one", () => {
  assert.match(JSON.stringify(renderContent({ text: "x" }, "U123ABC")), /<@U123ABC>/);
  for (const id of ["channel", "U1> <!here", "", "S123"]) {
    assert.doesNotMatch(JSON.stringify(renderContent({ text: "x" }, id)), /</, id);
  }
});

test("F31 a marker is opaque, the same for the same part, and found again", () => {
  const marker = markerOf({ job, part: 0 });
  assert.match(marker, /^[\w-]{24}$/);
  assert.equal(marker, markerOf({ job, part: 0 }));
  assert.notEqual(marker, markerOf({ job, part: 1 }));
  assert.equal(readMarker({ metadata: metadataOf(marker) }), marker);
  for (const metadata of [
    undefined,
    null,
    {},
    { event_type: "other", event_payload: { key: marker } },
    { event_type: "parley_answer", event_payload: null },
  ]) {
    assert.equal(readMarker({ metadata }), undefined);
  }
});

test("A61 the worst text that a message can hold is rendered within 50 ms", () => {
  for (const unit of [
    "[",
    "](",
    "[](",
    "[a](",
    "`",
    "` `` ",
    "<",
    "> ",
    "\\",
    "https://",
    "[a](b(c",
    "![",
    "~~~\n",
    "[x]: ",
  ]) {
    const text = unit.repeat(12_000 / unit.length);
    const tookMs = leastMs(() => safeMarkdown(text));
    assert.ok(tookMs < 50, `${unit} took ${tookMs} ms`);
  }
});
