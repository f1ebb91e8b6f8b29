import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { kill, pid } from "node:process";
import { ParleyError } from "../core/errors.ts";

/**
 * Keeps a data directory to one process. PGlite has no lock of its own, and two instances on one directory
 * silently lose each other's rows (electric-sql/pglite#1106).
 * @throws ParleyError `store_failed` while another living process holds it.
 */
export async function lockDirectory(directory: string): Promise<AsyncDisposable> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, "parley.lock");
  const mine = JSON.stringify({ pid, born: await birth(pid) });
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await create(path, mine)) return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    const holder = await readHolder(path);
    if (holder && (await lives(holder))) {
      throw new ParleyError(
        "store_failed",
        `another Parley (process ${holder.pid}) has the data directory open; stop it or set DATA_DIR to another one`,
      );
    }
    await rm(path, { force: true });
  }
  throw new ParleyError(
    "store_failed",
    "the data directory's lock file keeps coming back; is another Parley starting?",
  );
}

interface Holder {
  pid: number;
  born: string;
}

async function create(path: string, content: string): Promise<boolean> {
  try {
    await using file = await open(path, "wx");
    await file.writeFile(content);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** A file cut short by a crash names nobody, so it holds nobody off. */
async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const holder: unknown = JSON.parse(await readFile(path, "utf8"));
    const valid = typeof holder === "object" && holder !== null && "pid" in holder && "born" in holder;
    return valid ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

async function lives(holder: Holder): Promise<boolean> {
  try {
    kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return (await birth(holder.pid)) === holder.born;
}

/**
 * Tells a process from a later one with the same number, and from one that has ended and whose parent has not noticed
 * yet, where the system shows it (Linux: proc(5), stat fields 3 and 22).
 */
async function birth(process: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${process}/stat`, "utf8");
    const [, state = "", ...fields] = stat.slice(stat.lastIndexOf(")")).split(" ");
    return "ZX".includes(state) ? "ended" : (fields[18] ?? "");
  } catch {
    return "";
  }
}
