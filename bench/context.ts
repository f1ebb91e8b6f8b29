import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { branchId, chatId, jobId, workspaceId } from "../src/core/ids.ts";
import type { Job } from "../src/core/job.ts";
import { storeOn } from "../src/store/open.ts";
import { openDatabase } from "../src/store/open-database.ts";
import { arrivalIn } from "./arrival.ts";
import { branchCases, type Case } from "./branch-cases.ts";
import { type Chat, fillChat } from "./chat-of-size.ts";
import { createDatabase, durability } from "./database.ts";

/**
 * What a long history costs: reading the last 50 messages, appending one, forking and merging, in a chat of a million
 * messages and a thousand branches and in one of a hundred, by turns, through the store Parley uses.
 */
const { values: options } = parseArgs({
  options: {
    messages: { type: "string", default: "1000000" },
    branches: { type: "string", default: "1000" },
    rounds: { type: "string", default: "50" },
    each: { type: "string", default: "5" },
  },
});
const contextMessages = 50;
const mostRatio = 1.3;

process.stdout.write(`${await durability()}\n`);
await using database = await createDatabase("context");
const db = await openDatabase({ kind: "postgres", url: database.url, prepare: true, connections: 8 });
const store = storeOn(db);
const small = await fillChat(db, { channel: "small", messages: 100, branches: 4 });
const large = await fillChat(db, {
  channel: "large",
  messages: Number(options.messages),
  branches: Number(options.branches),
});
for (const chat of [small, large]) await runIn(chat);
await db.query("vacuum analyze", []);

const claim = () => ({ owner: randomUUID(), leaseMs: 60_000, mayRun: true });
const read = async (branch: string) => {
  const { messages } = await store.transcript.path(turnIn(branch), contextMessages);
  if (messages.length === 0) throw new Error("a path is empty");
};
const arrive = async (chat: Chat, forks: boolean) => {
  const arrived = await store.messages.arrive(arrivalIn(chat, { forks }), claim());
  if (arrived.kind !== (forks ? "running" : "kept")) throw new Error(`a message was ${arrived.kind}`);
};
const cases: Case[] = [
  { name: "last 50, the channel", run: async (chat) => () => read(chat.main) },
  {
    name: "last 50, any branch",
    async run(chat) {
      const branch = any(chat.branches);
      return () => read(branch);
    },
  },
  { name: "append", run: async (chat) => () => arrive(chat, false) },
  { name: "append and fork", run: async (chat) => () => arrive(chat, true) },
  ...branchCases(db, store),
];
let missed = false;
process.stdout.write(
  `\n${"".padEnd(24)}${["100", options.messages, "ratio"].map((t) => t.padStart(12)).join("")}\n`,
);
for (const { name, run, after } of cases) {
  const spent: Record<string, number[]> = { small: [], large: [] };
  for (let round = -4; round < Number(options.rounds); round++) {
    for (const chat of [small, large]) {
      for (let turn = 0; turn < Number(options.each); turn++) {
        const timed = await run(chat);
        const startedAt = performance.now();
        await timed();
        // the first rounds fill caches and let the server settle on its plans
        if (round >= 0) spent[chat.channel]?.push(performance.now() - startedAt);
        await after?.();
      }
    }
  }
  const [one = Number.NaN, million = Number.NaN] = [middle(spent.small ?? []), middle(spent.large ?? [])];
  const met = million / one <= mostRatio;
  missed ||= !met;
  const cells = [`${one.toFixed(3)} ms`, `${million.toFixed(3)} ms`, (million / one).toFixed(2)];
  const verdict = `  ≤ ${mostRatio} ${met ? "met" : "MISSED"}`;
  process.stdout.write(`${name.padEnd(24)}${cells.map((t) => t.padStart(12)).join("")}${verdict}\n`);
}
await store.close();
process.exitCode = missed ? 1 : 0;

/** A path is read by a job that runs in its branch: each branch gets one, its id the branch's. */
async function runIn(chat: Chat): Promise<void> {
  await db.query(
    `insert into job (id, workspace_id, chat_id, lane, kind, input, state, attempt, lease_until)
     select b.id, c.workspace_id, c.id, b.id, 'turn', '{"kind": "turn"}', 'running', 1, now() + interval '1 day'
     from branch b join chat c on c.id = b.chat_id where c.id = $1::uuid`,
    [chat.id],
  );
}

function turnIn(branch: string): Job {
  const workspace = workspaceId("discord", "bench");
  const place = { platform: "discord", workspace, channel: "", kind: "channel" } as const;
  return {
    id: jobId(branch),
    workspace,
    chat: chatId(randomUUID()),
    lane: branchId(branch),
    seq: 1,
    input: { kind: "turn", place, person: { id: "ann", name: "Ann" }, repliesTo: "1", askedAt: 0 },
    message: undefined,
    attempt: 1,
    announced: false,
    checkpoint: undefined,
    cancelRequested: false,
  };
}

function any<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
