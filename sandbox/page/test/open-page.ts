import type { Page } from "playwright-core";
import { createSandbox, type Sandbox } from "../../sandbox.ts";
import { type Bot, createBot } from "./bot.ts";
import type { browserForTests } from "./browser.ts";

export interface OpenPage extends AsyncDisposable {
  sandbox: Sandbox;
  bot: Bot;
  page: Page;
  /** Everything the page complained of. Checked when it is closed. */
  complaints: string[];
}

/** A sandbox of its own, open in a page of this browser. @param hash what follows `#` in the address */
export async function openPage(
  { context }: ReturnType<typeof browserForTests>,
  hash = "",
): Promise<OpenPage> {
  const sandbox = await createSandbox();
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // What the platform refuses is a 422 that Chromium reports by itself.
    const refused = message.text().includes("status of 422");
    if (message.type() === "error" && !refused) complaints.push(message.text());
  });
  await page.goto(`${sandbox.origin}/#${hash}`);
  await page.locator("#page .room").first().waitFor();
  return {
    sandbox,
    bot: createBot(sandbox),
    page,
    complaints,
    async [Symbol.asyncDispose]() {
      await page.close();
      await sandbox.close();
      if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join("\n")}`);
    },
  };
}
