import { type ChildProcess, fork } from "node:child_process";
import { realpathSync } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const script = new URL("./picture-process.ts", import.meta.url);

/**
 * By default glibc keeps much of what a large picture took, which would count against the next: seen to grow to 300 MB in
 * a dozen pictures, and to 100 MB with these (mallopt(3)). Elsewhere they mean nothing.
 */
const giveBack = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "65536",
  MALLOC_TRIM_THRESHOLD_: "131072",
};

/**
 * Starts the process that reads pictures. It inherits nothing: no secrets of the environment, no handles, no way to write
 * to the log. By Node's permissions it reads Parley's own code and packages, and neither writes files nor starts
 * processes or threads (nodejs docs: "Permissions"). sharp works under them as a native addon; what code a picture
 * might smuggle into that is not bound by them, and they leave the network open (in Node 24), so they are a seat belt and
 * no cell.
 */
export function forkPictureProcess(): ChildProcess {
  const path = (name: string) => fileURLToPath(new URL(name, root));
  const readable = [path("src/"), path("package.json"), path("node_modules/")];
  // where the packages are a link, what it leads to has to be allowed as well
  const packages = realpathSync(path("node_modules")) + sep;
  return fork(script, {
    env: giveBack,
    execArgv: [
      "--max-old-space-size=64",
      "--expose-gc",
      "--permission",
      "--allow-addons",
      ...new Set([...readable, packages].map((allowed) => `--allow-fs-read=${allowed}`)),
    ],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}
