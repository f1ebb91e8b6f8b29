import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { type BrowserContext, chromium } from "playwright-core";

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

interface OpenBrowser extends AsyncDisposable {
  context: BrowserContext;
}

/** A browser with a profile of its own that is thrown away. */
async function openBrowser(viewport = { width: 1440, height: 900 }): Promise<OpenBrowser> {
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

/** A browser for all tests of a file or suite, from before the first to after the last; none where there can't be one. */
export function browserForTests(viewport?: { width: number; height: number }): Pick<OpenBrowser, "context"> {
  let opened: OpenBrowser | undefined;
  before(async () => {
    if (!noBrowser) opened = await openBrowser(viewport);
  });
  after(() => opened?.[Symbol.asyncDispose]());
  return {
    get context() {
      if (!opened) throw new Error("no browser is open");
      return opened.context;
    },
  };
}
