import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { branchId, chatId, jobId, messageId, workspaceId } from "../src/core/ids.ts";
import type { InboundMessage, Place } from "../src/core/inbound.ts";
import type { Job } from "../src/core/job.ts";
import type { Arrival, Store } from "../src/core/store.ts";
import { storeOn } from "../src/store/open.ts";
import { openDatabase } from "../src/store/open-database.ts";
import { type Chat, fillChat } from "./chat-of-size.ts";
import { createDatabase, durability } from "./database.ts";

/**
 * What a long history costs: reading the last 50 messages, appending one and forking, in a chat of a million
 * messages and a thousand branches and in one of a hundred, by turns, through the store Parley uses.
 */
const { values: options } = parseArgs({
  options: {
    messages: { type: "string", default: "1000000" },
    branches: { type: "string", default: "1000" },
    rounds: { type: "string", default: "40" },
    each: { type: "string", default: "25" },
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
await db.query("vacuum analyze", []);

const cases: { name: string; run(chat: Chat): Promise<unknown> }[] = [
  { name: "last 50, the channel", run: (chat) => store.transcript.path(turnIn(chat.main), contextMessages) },
  {
    name: "last 50, any branch",
    run: (chat) => store.transcript.path(turnIn(any(chat.branches)), contextMessages),
  },
  { name: "append", run: (chat) => arrive(store, chat, false) },
  { name: "append and fork", run: (chat) => arrive(store, chat, true) },
];
let missed = false;
process.stdout.write(
  `\n${"".padEnd(24)}${["100", options.messages, "ratio"].map((t) => t.padStart(12)).join("")}\n`,
);
for (const { name, run } of cases) {
  const spent: Record<string, number[]> = { small: [], large: [] };
  for (let round = -2; round < Number(options.rounds); round++) {
    for (const chat of [small, large]) {
      for (let turn = 0; turn < Number(options.each); turn++) {
        const startedAt = performance.now();
        await run(chat);
        // the first rounds fill caches and let the server settle on its plans
        if (round >= 0) spent[chat.channel]?.push(performance.now() - startedAt);
      }
    }
  }
  const [one = Number.NaN, million = Number.NaN] = [middle(spent.small ?? []), middle(spent.large ?? [])];
  const bound = name.startsWith("last") ? mostRatio : undefined;
  const verdict =
    bound === undefined ? "" : million / one <= bound ? `  ≤ ${bound} met` : `  ≤ ${bound} MISSED`;
  missed ||= verdict.endsWith("MISSED");
  const cells = [`${one.toFixed(3)} ms`, `${million.toFixed(3)} ms`, (million / one).toFixed(2)];
  process.stdout.write(`${name.padEnd(24)}${cells.map((t) => t.padStart(12)).join("")}${verdict}\n`);
}
await store.close();
process.exitCode = missed ? 1 : 0;

/** A turn's job as far as the path of its branch needs it. */
function turnIn(branch: string): Job {
  const place: Place = {
    platform: "discord",
    workspace: workspaceId("discord", "bench"),
    channel: "",
    kind: "channel",
  };
  return {
    id: jobId(randomUUID()),
    workspace: place.workspace,
    chat: chatId(randomUUID()),
    lane: branchId(branch),
    seq: 1,
    input: { kind: "turn", place, person: { id: "ann", name: "Ann" }, repliesTo: "1", askedAt: 0 },
    message: messageId(randomUUID()),
    attempt: 1,
    announced: false,
    checkpoint: undefined,
    cancelRequested: false,
  };
}

async function arrive(to: Store, chat: Chat, forks: boolean): Promise<void> {
  const message: InboundMessage = {
    kind: "message",
    place: {
      platform: "discord",
      workspace: workspaceId("discord", "bench"),
      channel: chat.channel,
      kind: "channel",
    },
    id: randomUUID(),
    author: { id: "ann", name: "Ann" },
    text: "What do you think of this?",
    address: forks ? "mention" : "none",
    files: [],
    at: Date.now(),
  };
  const arrival: Arrival = {
    message,
    answerIn: "thread",
    title: "What do you think of this?",
    tokens: 8,
    work: forks ? "turn" : undefined,
  };
  const arrived = await to.messages.arrive(arrival, { owner: randomUUID(), leaseMs: 60_000, mayRun: true });
  if (arrived.kind !== (forks ? "running" : "kept")) throw new Error(`a message was ${arrived.kind}`);
}

function any<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
