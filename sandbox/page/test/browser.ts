import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { createSandbox, type Sandbox } from "../../sandbox.ts";
import { type Bot, createBot } from "./bot.ts";

const executable = "/usr/bin/chromium";
const switches = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Why tests that need a browser can't run here; `false` where they can. Made for the `skip` option of a test. */
export const noBrowser: string | false = existsSync(executable)
  ? false
  : `there is no ${executable} (Debian: apt-get install chromium)`;

export interface OpenBrowser extends AsyncDisposable {
  context: BrowserContext;
}

export interface OpenPage extends AsyncDisposable {
  sandbox: Sandbox;
  bot: Bot;
  page: Page;
  /** Everything the page complained of. Checked when it is closed. */
  complaints: string[];
}

/** A browser with a profile of its own that is thrown away. */
export async function openBrowser(viewport = { width: 1440, height: 900 }): Promise<OpenBrowser> {
  const profile = await mkdtemp(join(tmpdir(), "sandbox-page-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    args: switches,
    viewport,
  });
  return {
    context,
    async [Symbol.asyncDispose]() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** A sandbox of its own, open in a page of this browser. @param hash what follows `#` in the address */
export async function openPage({ context }: OpenBrowser, hash = ""): Promise<OpenPage> {
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
