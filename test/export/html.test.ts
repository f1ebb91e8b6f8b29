import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { browserForTests, noBrowser } from "../../sandbox/page/test/browser.ts";
import { html } from "../../src/commands/export/html.ts";
import type { ExportEntry } from "../../src/core/export.ts";
import { messageId } from "../../src/core/ids.ts";
import { branchOf, messageOf, rendered } from "../support/said.ts";

const main = branchOf("main");
const render = (...entries: ExportEntry[]) =>
  rendered(html, [main], [{ kind: "branch", branch: main }, ...entries]);

const nasty = [
  "</script><script>document.title = 'run'</script>",
  "<img src=x onerror=\"document.title = 'run'\">",
  "<code><img src=x onerror=document.title='run'//",
  "<pre><svg/onload=document.title='run'>",
  "[a](javascript:document.title='run') [b](data:text/html,x) [c](JaVaScRiPt:1) [d](vbscript:1)",
  '[a](https://ok.example/"onmouseover="document.title=1)',
  "![tracker](https://evil.example/pixel.png)",
  "[bank.example](https://evil.example)",
  "<javascript:alert(1)> <https://ok.example/a> <a@b.example>",
  '```x"onclick=1 y\n</code></pre><b>out</b>\n```',
  "</div></article></section><h1>outside</h1>",
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  "<style>body{display:none}</style><link rel=stylesheet href=https://evil.example>",
  `${">".repeat(9_000)} deep`,
  `${"- ".repeat(9_000)}deep`,
  `${"[".repeat(20_000)}${"*".repeat(9_000)}`,
  "\u202e\u{e0041}gnihton\u0007",
];

/** Opened as a file, as people do; whatever it asks for is written down. */
async function show(
  browser: ReturnType<typeof browserForTests>,
  text: string,
): Promise<{ page: Page; asked: string[]; complaints: string[] }> {
  const page = await browser.context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (line) => complaints.push(line.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.route("**", (route) =>
    route.request().url() === "http://export.example/"
      ? route.fulfill({ body: text, contentType: "text/html" })
      : route.abort(),
  );
  await page.goto("http://export.example/");
  return { page, asked, complaints };
}

describe("an exported page in a browser", { skip: noBrowser }, () => {
  const browser = browserForTests({ width: 390, height: 800 });

  test("EXPORT-HTML nothing that was said runs, is fetched, or leaves its message", async () => {
    const entries = nasty.map((text, i) => messageOf(text, { id: messageId(`m${i}`) }));
    const { page, asked, complaints } = await show(browser, await render(...entries));
    assert.deepEqual(asked, ["http://export.example/"]);
    assert.deepEqual(complaints, []);
    const seen = await page.evaluate<{ links: string[]; title: string }>(`(() => ({
      title: document.title,
      outside: [...document.querySelectorAll("main > *")].map((e) => e.tagName),
      articles: document.querySelectorAll("section > article").length,
      active: document.querySelectorAll("script, img, svg, iframe, object, link, body style, body meta")
        .length,
      handlers: [...document.querySelectorAll("*")].flatMap((e) =>
        e.getAttributeNames().filter((n) => /^on|^style$/.test(n)),
      ),
      links: [...document.querySelectorAll("article a")].map((a) => a.href),
      wide: document.documentElement.scrollWidth,
      first: document.querySelector("#m-m0 .text")?.textContent?.trim(),
      last: document.querySelector("article:last-child .text")?.textContent?.trim(),
    }))()`);
    assert.deepEqual(
      { ...seen, links: seen.links.filter((link) => !/^(https?:|mailto:)/.test(link)) },
      {
        title: "Conversation in Discord channel 10",
        outside: ["SECTION"],
        articles: nasty.length,
        active: 0,
        handlers: [],
        links: [],
        wide: 390,
        first: nasty[0],
        last: "gnihton",
      },
    );
    assert.ok(
      seen.links.includes("https://ok.example/a") && seen.links.includes("mailto:a@b.example"),
      String(seen.links),
    );
    await page.close();
  });

  test("EXPORT-HTML its style counts, and a script or style that got in would not", async () => {
    const text = (await render(messageOf("x"))).replace(
      "<main>",
      "<main><script>document.title='run'</script><style>h1{color:rgb(1,2,3)}</style>",
    );
    const { page, complaints } = await show(browser, text);
    assert.equal(await page.title(), "Conversation in Discord channel 10");
    assert.equal(
      complaints.filter((line) => line.includes("Content Security Policy")).length,
      2,
      complaints.join("\n"),
    );
    const [colour, margin] = await page.evaluate<string[]>(`(() => {
      const style = (selector) => getComputedStyle(document.querySelector(selector));
      return [style("h1").color, style("body").margin];
    })()`);
    assert.notEqual(colour, "rgb(1, 2, 3)");
    assert.equal(margin, "0px");
    await page.close();
  });

  test("EXPORT-HTML branches are a tree of links to where they are, and forks lead to their message", async () => {
    const id = messageId("00000000-0000-4000-8000-00000000000a");
    const side = branchOf("<b>side</b>", {
      parent: main.id,
      forkedAt: id,
      author: { id: "8", name: "**Bo**\n<i>" },
    });
    const move = {
      id: "m" as never,
      kind: "append",
      source: side.id,
      by: { id: "8", name: "Bo" },
      at: 0,
    } as const;
    const merged = { ...main, merges: [move] };
    const text = await rendered(
      html,
      [merged, side],
      [
        { kind: "branch", branch: merged },
        messageOf("root", { id }),
        { kind: "elsewhere", from: side.id, move },
        { kind: "branch", branch: side },
        messageOf("aside"),
      ],
    );
    const { page } = await show(browser, text);
    const links = await page.evaluate<
      Record<"fork" | "facts" | "elsewhere", string> & { nav: string[][] }
    >(`(() => {
      const at = (selector) => [...document.querySelectorAll(selector)];
      return {
        nav: at("nav a").map((a) => [
          a.textContent,
          document.querySelector(a.getAttribute("href") ?? "")?.querySelector("h2")?.textContent,
        ]),
        fork: document
          .querySelector(at("#b2 .facts a")[1]?.getAttribute("href") ?? "")
          ?.querySelector(".text")
          ?.textContent?.trim(),
        facts: document.querySelector("#b2 .facts")?.textContent,
        elsewhere: document.querySelector("#b1 .note")?.textContent,
      };
    })()`);
    assert.deepEqual(links.nav, [
      ["main", "main"],
      ["<b>side</b>", "<b>side</b>"],
    ]);
    assert.equal(links.fork, "root");
    assert.match(
      links.facts ?? "",
      /^Left main at this message on 2026-01-01 10:00 UTC, by \*\*Bo\*\* <i>\.$/,
    );
    assert.match(links.elsewhere ?? "", /^here follows what was said in <b>side<\/b>, merged by Bo/);
    await page.close();
  });
});

test("EXPORT-HTML Markdown is rendered: fences keep their text, lines their breaks", async () => {
  const text = await render(
    messageOf("one\ntwo\n\n```js\na < b && `c`\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |"),
  );
  assert.match(text, /<p>one<br>two<\/p>/);
  assert.match(text, /<pre data-language="js"><code>a &#60; b &#38;&#38; `c`\n<\/code><\/pre>/);
  assert.match(text, /<td align="right">2<\/td>/);
});

test("EXPORT-HTML what nests too deep to be rendered in time is shown as it was written", async () => {
  for (const text of ["- ".repeat(2_000), "> ".repeat(2_000), `fine\n${"1. ".repeat(2_000)}`]) {
    const shown = (await render(messageOf(`${text}x`))).split('dir="auto">')[1];
    assert.ok(shown?.startsWith(`<pre>${text.replaceAll(">", "&#62;")}x</pre>`), shown?.slice(0, 60));
  }
  assert.match(await render(messageOf(`${"> ".repeat(5)}x`)), /<blockquote>\n<blockquote>/);
});
