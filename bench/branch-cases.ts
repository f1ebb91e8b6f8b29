import { randomUUID } from "node:crypto";
import { type BranchId, branchId, chatId, jobId, messageId } from "../src/core/ids.ts";
import type { Store } from "../src/core/store.ts";
import type { Database } from "../src/store/database.ts";
import { arrivalIn } from "./arrival.ts";
import type { Chat } from "./chat-of-size.ts";

/** What is timed. What has to be there before is made by `prepare`, which is not. */
export interface Case {
  name: string;
  run(chat: Chat): Promise<() => Promise<unknown>>;
  /** What is left behind is cleared away, so that no chat grows. */
  after?(): Promise<unknown>;
}

const by = { id: "ann", name: "Ann" };
/** Messages a merged branch brings, in any chat. */
const own = 10;

/** Forks, merges and their undoing: the same for what was said there, however long the chat. */
export function branchCases(db: Database, store: Store): Case[] {
  let made = branchId(randomUUID());
  let last: { move: ReturnType<typeof jobId>; sides: Sides };

  const fork = (chat: Chat, at?: string) => {
    made = branchId(randomUUID());
    const where = at === undefined ? {} : { at: messageId(at) };
    const from = branchId(chat.main);
    const name = `fork ${made}`;
    return store.branches.fork({ id: made, chat: chatId(chat.id), from, ...where, name, numbered: true, by });
  };
  const middle = async (chat: Chat): Promise<{ id: string; platformId: string }> => {
    const [row] = await db.query(
      `select m.id, p.platform_id from branch b join message m on m.seg_id = b.head_seg and m.seq = b.head_seq / 2
       join platform_message p on p.message_id = m.id where b.id = $1::uuid`,
      [chat.main],
    );
    return { id: String(row?.id), platformId: String(row?.platform_id) };
  };
  const source = async (chat: Chat): Promise<Sides> => {
    await expect(fork(chat, (await middle(chat)).id), "forked");
    const thread = randomUUID();
    await store.branches.opened(made, thread);
    const claim = { owner: randomUUID(), leaseMs: 60_000, mayRun: true };
    for (let n = 0; n < own; n++)
      await expect(store.messages.arrive(arrivalIn(chat, { thread }), claim), "kept");
    return { chat: chatId(chat.id), source: made, target: branchId(chat.main) };
  };
  const merge = (sides: Sides) => {
    last = { move: jobId(randomUUID()), sides };
    const how = { kind: "append", along: false } as const;
    return expect(store.branches.merge({ ...sides, id: last.move, by, how }), "merged");
  };
  const undo = () => expect(store.branches.undo({ id: jobId(randomUUID()), move: last.move, by }), "undone");
  const forget = () => store.branches.remove(last.sides.source);
  const abandon = () => store.branches.abandon(made);

  return [
    { name: "fork, at the head", run: async (chat) => () => expect(fork(chat), "forked"), after: abandon },
    {
      name: "fork, in the middle",
      async run(chat) {
        const { id } = await middle(chat);
        return () => expect(fork(chat, id), "forked");
      },
      after: abandon,
    },
    {
      name: "find a message",
      async run(chat) {
        const { platformId } = await middle(chat);
        const { place } = arrivalIn(chat).message;
        return async () => {
          const found = await store.branches.locate(place, platformId, branchId(chat.main));
          if (!found) throw new Error("a message is not found");
        };
      },
    },
    {
      name: `preview of ${own}`,
      async run(chat) {
        const sides = await source(chat);
        return () => expect(store.branches.preview(sides), "preview");
      },
      after: () => store.branches.remove(made),
    },
    {
      name: `merge ${own}`,
      async run(chat) {
        const sides = await source(chat);
        return () => merge(sides);
      },
      after: () => undo().then(forget),
    },
    {
      name: "undo",
      async run(chat) {
        await merge(await source(chat));
        return undo;
      },
      after: forget,
    },
  ];
}

interface Sides {
  chat: ReturnType<typeof chatId>;
  source: BranchId;
  target: BranchId;
}

async function expect(done: Promise<{ kind: string }>, kind: string): Promise<void> {
  const got = (await done).kind;
  if (got !== kind) throw new Error(`${got} instead of ${kind}`);
}
