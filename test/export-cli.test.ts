import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, execPath } from "node:process";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import type { Store } from "../src/core/store.ts";
import { openStore } from "../src/store/open.ts";
import { openWorld } from "./store/branch-world.ts";
import { exportSchema } from "./support/export-schema.ts";
import type { Ran } from "./support/run-setup.ts";
import { freshDatabase } from "./support/stores.ts";

const script = join(import.meta.dirname, "../src/export.ts");

/** `npm run export` with these arguments and variables alone, in a folder without `.env`. */
async function run(args: readonly string[], variables: Record<string, string>): Promise<Ran> {
  const ran = promisify(execFile)(execPath, [script, ...args], { env: variables, cwd: tmpdir() });
  return ran.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

async function fill(store: Store) {
  const world = await openWorld(store, "1");
  await world.say("main", "said in main");
  await world.fork("main", "side");
  await world.say("side", "said in the branch");
  await openWorld(store, "2");
  return world.chat;
}

async function listsAndWrites(variables: Record<string, string>, chat: string): Promise<void> {
  const listed = await run([], variables);
  assert.deepEqual([listed.code, listed.stderr], [0, ""]);
  const [head, first, second] = listed.stdout.split("\n");
  assert.match(head ?? "", /^chat +workspace +channel +branches +messages +last activity$/);
  assert.match(first ?? "", new RegExp(`^${chat} +discord/1 +10 +2 +2 +2026-01-01 00:00 UTC$`));
  assert.match(second ?? "", /discord\/2 +10 +1 +0 +never$/);

  const json = await run([chat, "--format", "json"], variables);
  const { branches } = exportSchema.parse(JSON.parse(json.stdout));
  assert.deepEqual(
    branches.map((b) => [b.name, b.entries.map((e) => (e.kind === "message" ? e.text : e.kind))]),
    [
      ["main", ["said in main"]],
      ["side", ["said in the branch"]],
    ],
  );
}

async function writesFilesAndRefuses(
  variables: Record<string, string>,
  chat: string,
  folder: string,
): Promise<void> {
  const out = join(folder, "side.html");
  const html = await run([chat, "--branch", "SIDE", "--format", "html", "--out", out], variables);
  assert.deepEqual(html, { code: 0, stdout: "", stderr: "" });
  assert.match(await readFile(out, "utf8"), /said in main[\s\S]*said in the branch[\s\S]*<\/html>\n$/);
  assert.equal((await stat(out)).mode & 0o777, 0o600);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.endsWith(".part")),
    [],
  );

  const refusals: [args: string[], code: number, told: RegExp][] = [
    [["discord:10"], 1, /Several workspaces share this channel[\s\S]*discord\/1\n[\s\S]*discord\/2/],
    [["slack:10"], 1, /no such chat/],
    [["x' or 1=1"], 1, /no such chat/],
    [[chat, "--branch", "other"], 1, /no branch of that name[\s\S]*main\n +side/],
    [[chat, "--format", "pdf"], 2, /--format is one of markdown, html, json/],
    [[chat, "--out", join(folder, "missing", "x.md")], 1, /can't be written \(ENOENT\)/],
  ];
  for (const [args, code, told] of refusals) {
    const refused = await run(args, variables);
    assert.deepEqual([refused.code, refused.stdout], [code, ""], args.join(" "));
    assert.match(refused.stderr, told);
  }
}

async function withFolder(task: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "parley-export-"));
  await task(folder).finally(() => rm(folder, { recursive: true }));
}

describe("npm run export", () => {
  test("EXPORT-CLI from the embedded database: lists and writes, but not while Parley runs, and makes none", async () => {
    await withFolder(async (folder) => {
      const directory = join(folder, "data");
      const variables = { DATA_DIR: directory };
      const none = await run([], variables);
      assert.equal(none.code, 1);
      assert.match(none.stderr, /There is no database in .*data/);
      assert.deepEqual(await readdir(folder), [], "looking made nothing");
      const store = await openStore({ kind: "pglite", directory });
      const chat = await fill(store);
      const held = await run([chat], variables);
      await store.close();
      assert.deepEqual([held.code, held.stdout], [1, ""]);
      assert.match(held.stderr, /another Parley \(process \d+\)[\s\S]*Stop it, export/);
      await listsAndWrites(variables, chat);
    });
  });

  test("EXPORT-CLI from PostgreSQL, while Parley runs: lists, writes files, refuses in words", {
    skip: !env.TEST_DATABASE_URL,
  }, async () => {
    await withFolder(async (folder) => {
      await using database = await freshDatabase(env.TEST_DATABASE_URL ?? "");
      const store = await openStore({ kind: "postgres", url: database.url, prepare: true, connections: 2 });
      const variables = { DATABASE_URL: database.url };
      try {
        const chat = await fill(store);
        await listsAndWrites(variables, chat);
        await writesFilesAndRefuses(variables, chat, folder);
      } finally {
        await store.close();
      }
    });
  });

  test("EXPORT-CLI a server that is not there and a malformed setting are told, without the password", async () => {
    const away = await run([], { DATABASE_URL: "postgres://parley:canary@127.0.0.1:9/parley" });
    assert.equal(away.code, 1);
    assert.match(away.stderr, /ECONNREFUSED/);
    const wrong = await run([], { DATABASE_URL: "mysql://parley:canary@h/x" });
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /DATABASE_URL must be/);
    assert.doesNotMatch(away.stderr + wrong.stderr, /canary/);
  });
});
