import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { promisify } from "node:util";

const script = join(import.meta.dirname, "../../src/setup.ts");

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** `npm run setup` with these arguments, with no other variables than these, in a folder without `.env`. */
export async function runSetup(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const ran = promisify(execFile)(execPath, [script, ...args], { env, cwd: tmpdir() });
  return ran.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}
