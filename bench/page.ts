import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { noBrowser, openBrowser } from "../sandbox/page/test/browser.ts";
import { openPage } from "../sandbox/page/test/open-page.ts";
import { createSandbox } from "../sandbox/sandbox.ts";

/** How soon the sandbox's page shows something, and how soon an answer's first words; beside a page of one word. */
if (noBrowser) throw new Error(noBrowser);
await using browser = await openBrowser();
const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Runs in the page: when anything was first painted in it, milliseconds since the epoch. */
const firstPaint = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const [paint] = list.getEntriesByName("first-contentful-paint");
    if (paint) resolve(performance.timeOrigin + paint.startTime);
  }).observe({ type: "paint", buffered: true });
})`;

{
  const page = await browser.context.newPage();
  /** Milliseconds from `from` until something was painted. */
  const painted = async (url: string, from: number) => {
    await page.goto(url);
    return Math.round((await page.evaluate<number>(firstPaint)) - from);
  };
  const oneWord: number[] = [];
  const first: number[] = [];
  const ready: number[] = [];
  for (let i = 0; i < 8; i++) {
    const { promise: listening, resolve } = Promise.withResolvers<void>();
    const bare = createServer((_, response) => response.end("<!doctype html>word")).listen(
      0,
      "127.0.0.1",
      resolve,
    );
    await listening;
    oneWord.push(await painted(`http://127.0.0.1:${(bare.address() as AddressInfo).port}/`, Date.now()));
    bare.close();
    await using sandbox = await createSandbox();
    const up = Date.now();
    first.push(await painted(sandbox.origin, up));
    await page.locator("#page .room").first().waitFor();
    ready.push(Date.now() - up);
  }
  await page.close();
  say(
    `first content: median ${median(first)} ms (bar: 300) of ${first}; ready for use ${ready}; a page of one word ${oneWord}`,
  );
}

/** Runs in the page: when a message with these words first stood on the screen, milliseconds since the epoch. */
const whenShown = (words: string) => `new Promise((resolve) => {
  const watching = new MutationObserver(() => {
    if (!document.querySelector(".panes").textContent.includes("${words}")) return;
    watching.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
  });
  watching.observe(document, { childList: true, subtree: true, characterData: true });
})`;

{
  await using open = await openPage(browser, "discord=ben/general&slack=ada/general");
  const { page, sandbox, bot } = open;
  const { general } = sandbox.discord.named.channels;
  const took: number[] = [];
  for (let i = 0; i < 8; i++) {
    const words = `first words ${i}`;
    const shown = page.evaluate<number>(whenShown(words));
    await page.evaluate("1");
    const at = Date.now();
    if (i % 2 === 0) await bot.discord("POST", `/channels/${general}/messages`, { content: words });
    else await bot.slack("chat.postMessage", { channel: "C0GENERAL", text: words });
    took.push(Math.round((await shown) - at));
  }
  say(`first words: median ${median(took)} ms (bar: 50) of ${took}, the request's own way included`);
}
