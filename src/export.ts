import { existsSync } from "node:fs";
import { open as openFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import process, { argv, env, loadEnvFile, stderr, stdout } from "node:process";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { documentOf } from "./commands/export/document.ts";
import { formats } from "./commands/export/formats.ts";
import { minute } from "./commands/export/words.ts";
import { environment } from "./config.ts";
import { cleanName } from "./core/clean-name.ts";
import { isParleyError } from "./core/errors.ts";
import type { ChatSummary, ExportStore, OpenExport } from "./core/export.ts";
import { chatId, type PlatformName } from "./core/ids.ts";
import { exportStore } from "./store/export.ts";
import { openDatabase } from "./store/open-database.ts";
import { storeConfig } from "./store-config.ts";

const usage = `npm run -s export                     lists the chats there are
npm run -s export -- CHAT             writes a chat with all its branches; CHAT is its id, discord:CHANNEL or slack:CHANNEL
  --branch NAME                       this branch alone
  --format markdown|html|json         markdown, if left out
  --out FILE                          into a file instead of standard output
`;

/** What the operator has to mend. */
class Refusal extends Error {
  readonly exitCode: number;

  constructor(told: string, exitCode = 1) {
    super(told);
    this.exitCode = exitCode;
  }
}

const isUuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

type Options = NonNullable<ReturnType<typeof readOptions>>;

await run().catch((error: unknown) => {
  // whoever read what was written has read enough
  if ((error as NodeJS.ErrnoException).code === "EPIPE") return;
  if (!(error instanceof Refusal) && !isParleyError(error)) throw error;
  stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof Refusal ? error.exitCode : 1;
});

async function run(): Promise<void> {
  readEnvFile();
  const options = readOptions();
  if (!options) return void stdout.write(usage);
  await using database = await openKept();
  const store = exportStore(database.db);
  if (options.chat === undefined) await list(store);
  else await write(await find(store, options.chat), options);
}

async function openKept() {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const settings = environment
    .pick({ DATABASE_URL: true, DATABASE_PREPARE: true, DATA_DIR: true })
    .safeParse(given);
  if (!settings.success)
    throw new Refusal(settings.error.issues.map((i) => `${i.path.join(".")} ${i.message}`).join("\n"));
  const config = storeConfig(settings.data);
  const isEmbedded = config.kind === "pglite";
  // looking for what was kept must not make a new database
  if (isEmbedded && !existsSync(join(config.directory ?? "", "pglite")))
    throw new Refusal(
      `There is no database in ${config.directory}. Set DATABASE_URL or DATA_DIR as for npm start.`,
    );
  try {
    const db = await openDatabase(config);
    return { db, [Symbol.asyncDispose]: () => db.close() };
  } catch (error) {
    if (!isEmbedded || !isParleyError(error, "store_failed")) throw error;
    throw new Refusal(
      `The database in ${config.directory} can't be opened: ${error.message}.\nWhile Parley runs, the embedded database is its alone. Stop it, export, and start it again; or use /export in the chat.`,
    );
  }
}

async function list(store: ExportStore): Promise<void> {
  const chats = await store.chats();
  if (chats.length === 0) stdout.write("Nothing was said to Parley yet: there are no chats.\n");
  if (chats.length === 0) return;
  const rows = [
    ["chat", "workspace", "channel", "branches", "messages", "last activity"],
    ...chats.map(rowOf),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows)
    stdout.write(
      `${row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd()}\n`,
    );
}

function rowOf({ id, workspace, channel, kind, branches, messages, activeAt }: ChatSummary): string[] {
  const where = `${channel}${kind === "dm" ? " (direct messages)" : ""}`;
  const when = activeAt === undefined ? "never" : minute(activeAt);
  return [id, workspace, where, String(branches), String(messages), when];
}

async function find(store: ExportStore, wanted: string): Promise<OpenExport> {
  const [, platform, channel] = /^(discord|slack):(\S+)$/.exec(wanted) ?? [];
  const found = channel === undefined ? [] : await store.find(platform as PlatformName, channel);
  if (found.length > 1)
    throw new Refusal(
      `Several workspaces share this channel; name the chat by its id:\n${found.map((c) => `${c.id}  ${c.workspace}`).join("\n")}`,
    );
  const id = isUuid.test(wanted) ? chatId(wanted) : found[0]?.id;
  const opened = id && (await store.open(id));
  if (opened) return opened;
  throw new Refusal("There is no such chat. npm run -s export lists those there are.");
}

async function write(open: OpenExport, { branch: name, format, out }: Options): Promise<void> {
  const branch = open.branches.find((b) => b.name.toLowerCase() === name?.trim().toLowerCase());
  if (name !== undefined && !branch) {
    const names = open.branches.slice(-20).map((b) => `  ${cleanName(b.name) ?? ""}`);
    throw new Refusal(`There is no branch of that name in this chat. There are:\n${names.join("\n")}`);
  }
  const { head, entries } = documentOf(open, branch?.id, () => true, Date.now());
  const source = Readable.from(format.render(head, entries));
  if (out === undefined) return pipeline(source, stdout, { end: false });
  // what stands under the name is whole; others on this machine need not read it
  const part = `${out}.part`;
  const file = await create(part);
  try {
    await pipeline(source, file.createWriteStream());
    await rename(part, out);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function create(path: string) {
  try {
    return await openFile(path, "w", 0o600);
  } catch (error) {
    throw new Refusal(`${path} can't be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** @returns undefined where help was asked for. */
function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      args: argv.slice(2),
      allowPositionals: true,
      options: {
        branch: { type: "string" },
        format: { type: "string", default: "markdown" },
        out: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help) return undefined;
    const format = formats.get(values.format);
    if (!format) throw new Error(`--format is one of ${[...formats.keys()].join(", ")}.`);
    if (positionals.length > 1) throw new Error("One chat at a time.");
    return { chat: positionals[0], branch: values.branch, out: values.out, format };
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${usage}`, 2);
  }
}

function readEnvFile(): void {
  try {
    loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
