import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { lockDirectory } from "../../src/store/directory-lock.ts";
import { untilHolds } from "../support/until-holds.ts";

const skip = existsSync("/proc/self/stat") ? false : "the system shows no /proc";
const fieldsOf = async (pid: string) => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")")).split(" ");
};

test("LOCK-ENDED a process that was killed and not yet seen to by its parent holds nobody off", {
  skip,
}, async () => {
  const directory = await mkdtemp(join(tmpdir(), "parley-lock-"));
  // the shell's child ends, and what the shell has become never asks after it
  const parent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = line.toString().trim();
    await writeFile(
      join(directory, "parley.lock"),
      JSON.stringify({ pid: Number(pid), born: (await fieldsOf(pid))[20] }),
    );
    await assert.rejects(lockDirectory(directory), /another Parley/, "while it lives");
    process.kill(Number(pid), "SIGKILL");
    await untilHolds(async () => (await fieldsOf(pid))[1] === "Z");
    await using lock = await lockDirectory(directory);
    assert.ok(lock);
  } finally {
    parent.kill("SIGKILL");
    await rm(directory, { recursive: true, force: true });
  }
});
