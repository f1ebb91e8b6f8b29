import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, stdout } from "node:process";
import { openDatabase } from "../../src/store/open-database.ts";

let folder: string | undefined;

/**
 * Makes an embedded database once, migrated, for test files to copy: making one takes seconds.
 * Every test file adds the exchanges it had checked to one file, whose sum is printed at the end.
 */
export async function globalSetup(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "parley-tests-"));
  env.SPECS_COUNT_FILE = join(folder, "exchanges");
  env.PGLITE_TEMPLATE = join(folder, "template");
  await (await openDatabase({ kind: "pglite", directory: env.PGLITE_TEMPLATE })).close();
  if (!env.TEST_DATABASE_URL) stdout.write("# TEST_DATABASE_URL is unset: PostgreSQL was not tested\n");
}

export function globalTeardown(): void {
  if (!folder) return;
  stdout.write(
    env.SPECS_DIR
      ? `# ${exchanges()} exchanges checked against the services' descriptions, 0 complaints\n`
      : "# SPECS_DIR is unset: exchanges were not checked against the services' descriptions\n",
  );
  rmSync(folder, { recursive: true });
}

/** Complaints fail the test they arise in, so those that are counted had none. */
function exchanges(): number {
  try {
    const counts = readFileSync(env.SPECS_COUNT_FILE ?? "", "utf8")
      .trim()
      .split("\n");
    return counts.reduce((sum, count) => sum + Number(count), 0);
  } catch {
    return 0;
  }
}
