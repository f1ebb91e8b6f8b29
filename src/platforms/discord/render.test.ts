import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jobId } from "../../core/ids.ts";
import { readButtonId } from "./button-id.ts";
import { guardLinks } from "./links.ts";
import { nonceOf } from "./nonce.ts";
import { renderContent } from "./render.ts";
import { maxText, renderText, split } from "./text-out.ts";

const job = jobId("0199b3a2-7c1e-7000-8000-000000000001");

test("A09 V10 every message is sent with mentions disabled and embeds suppressed", () => {
  const { body } = renderContent({ text: "@everyone <@1> <@&2>", repliesTo: "7" });
  assert.deepEqual(body.allowed_mentions, { parse: [], replied_user: false });
  assert.equal(body.flags, 4);
  assert.deepEqual(body.message_reference, { message_id: "7", fail_if_not_exists: false });
});

test("DISCORD-BUTTON buttons carry action and job in at most 100 characters, and go when there are none", () => {
  const buttons = [
    { action: "stop", label: "Stop", job },
    { action: "continue", label: "x".repeat(200), job },
  ] as const;
  const [row] = renderContent({ text: "", buttons }).body.components as {
    components: Record<string, string>[];
  }[];
  assert.deepEqual(
    row?.components.map((one) => readButtonId(one.custom_id ?? "")?.action),
    ["stop", "continue"],
  );
  assert.ok(
    row?.components.every((one) => (one.custom_id ?? "").length <= 100 && (one.label ?? "").length <= 80),
  );
  assert.deepEqual(renderContent({ text: "" }).body.components, []);
});

test("DISCORD-NONCE is at most 25 characters, the same for the same message and another for any other", () => {
  assert.match(nonceOf({ job, part: 0 }), /^[\w-]{25}$/);
  assert.equal(nonceOf({ job, part: 0 }), nonceOf({ job, part: 0 }));
  const nonces = new Set(
    [0, 1, 2].flatMap((part) => ["a", "b"].map((id) => nonceOf({ job: jobId(id), part }))),
  );
  assert.equal(nonces.size, 6);
});

test("A55 file names that go out can't be taken for paths", () => {
  const bytes = new Uint8Array(1);
  const names = (...given: string[]) =>
    renderContent({ text: "", files: given.map((name) => ({ name, mime: "x/y", bytes })) }).files?.map(
      (f) => f.name,
    );
  assert.deepEqual(names("../../etc/passwd", "a\r\nX: b.png", "", "-rf"), [
    "__.._etc_passwd",
    "a X_ b.png",
    "file",
    "_rf",
  ]);
});

test("A11 A13 links say where they lead", () => {
  const cases: [string, string][] = [
    ["[docs](https://example.org/a)", "[docs](<https://example.org/a>)"],
    ["[https://bank.com](https://evil.example/x)", "<https://evil.example/x>"],
    ["[bank.com](https://bank.com.evil.example)", "<https://bank.com.evil.example/>"],
    ["[ｂａｎｋ.com](https://evil.example)", "<https://evil.example/>"],
    ["[x](https://bank.com@evil.example)", "<https://evil.example/>"],
    ["[click](javascript:alert(1))", "click"],
    ["[call](tel:+1234)", "call"],
    ["[app](discord://-/settings)", "app"],
    ["![picture](https://example.org/a.png)", "[picture](<https://example.org/a.png>)"],
    ["see https://example.org/a, then", "see <https://example.org/a>, then"],
    ["(https://example.org/a_(b))", "(<https://example.org/a_(b)>)"],
    ["<https://example.org>", "<https://example.org>"],
    ["<tel:+1234> and steam://run/1", "`tel:+1234` and `steam://run/1`"],
    ["<mailto:a@example.org>", "<mailto:a@example.org>"],
    [
      "`https://example.org` and ```\nhttps://example.org\n```",
      "`https://example.org` and ```\nhttps://example.org\n```",
    ],
    ["**https://example.org**", "**<https://example.org>**"],
  ];
  for (const [given, shown] of cases) assert.equal(guardLinks(given), shown);
});

test("F37 whatever the Markdown, each part of it fits one message once rendered", () => {
  const piece = fc.constantFrom(
    ...'[ ] ( ) < > ` ``` ! \n é 👍 https:// a://b/ [a](https://b.c/d) [b.c](https://ä.ö/ü) ) | \\ " mailto:x@y word'.split(
      " ",
    ),
  );
  const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { minLength: 200, maxLength: 2_500 });
  fc.assert(
    fc.property(text, (pieces) => {
      for (const part of split(pieces.join(" "))) assert.ok(renderText(part).length <= maxText);
    }),
    { numRuns: 60 },
  );
});

test("A61 the link guard takes no longer than 50 ms for 100 KB of the worst messages", () => {
  for (const unit of [
    "[",
    "[a](",
    "`",
    "``",
    "<a:",
    "a://",
    "](",
    '![a](b "',
    "[a](<",
    "```",
    "))))",
    "https://a.b(",
  ]) {
    const text = unit.repeat(2_000 / unit.length);
    const times = [1, 2, 3].map(() => {
      const start = process.cpuUsage();
      for (let round = 0; round < 50; round++) guardLinks(text);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1_000;
    });
    const took = Math.min(...times);
    assert.ok(took <= 50, `${unit} took ${took} ms`);
  }
});
