import assert from "node:assert/strict";
import { branchId, chatId, workspaceId } from "../../src/core/ids.ts";
import { storeOn } from "../../src/store/open.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { readPath } from "../store/read-path.ts";
import type { BranchPoint } from "./branch-points.ts";
import type { Scene } from "./scene.ts";

const branchesSql = `
select b.id, b.chat_id, b.title, b.thread, b.state, c.workspace_id, b.id = c.current_branch as current
from branch b join chat c on c.id = b.chat_id`;

const movesSql = `
select m.kind, count(*)::int as times from branch_move m join branch s on s.id = m.source
where s.title = $1 group by m.kind order by m.kind`;

const keptSql = `
select (select count(*) from branch where thread is null and state <> 'deleted')::int as there,
  (select count(*) from branch_move where kept is not null)::int as kept`;

/** What is stored of a story, while Parley is not running. */
export async function judgeStore(
  scene: Scene,
  { word, act, thread }: { word: string; act: BranchPoint["act"]; thread: string },
): Promise<void> {
  const db = await openDatabase(scene.database);
  try {
    const store = storeOn(db);
    const rows = await db.query(branchesSql, []);
    const unopened = rows.filter((row) => row.state === "opening").map((row) => row.title);
    assert.deepEqual(unopened, [], "no branch without its thread");
    const named = rows.filter((row) => row.title === word);
    assert.deepEqual(
      named.map((row) => row.thread),
      [thread],
      "one branch with the thread that people see",
    );
    const owned = new Set(rows.map((row) => row.thread));
    for (const opened of threadsOfParley(scene))
      assert.ok(owned.has(opened), `thread ${opened} has no branch`);

    const moves = (await db.query(movesSql, [word])).map((row) => `${row.kind} ${row.times}`);
    const expected = { append: ["append 1"], replace: ["replace 1"], undo: ["append 1", "undo 1"] };
    assert.deepEqual(moves, act in expected ? expected[act as keyof typeof expected] : []);
    const [kept] = await db.query(keptSql, []);
    assert.equal(kept?.there, kept?.kept, "each replacement keeps what it replaced, once");

    const main = rows.find((row) => row.current && row.chat_id === named[0]?.chat_id);
    assert.ok(main);
    const where = {
      workspace: workspaceId(scene.platform, String(main.workspace_id).split("/")[1] ?? ""),
      chat: chatId(String(main.chat_id)),
      branch: branchId(String(main.id)),
    };
    const { messages } = await readPath(store, where, 100_000);
    const secrets = messages.filter((m) => m.text === `the secret of ${word}`).length;
    assert.equal(secrets, act === "append" || act === "replace" ? 1 : 0, "the channel's path shows it");
    const answers = messages.filter((m) => m.text === `noted ${word}` && m.role === "parley");
    const inChannel = scene.platform === "discord" ? 1 : 0;
    assert.equal(answers.length, secrets + inChannel, "answers on the channel's path");
  } finally {
    await db.close();
  }
}

/** Every thread that Parley itself opened. */
function threadsOfParley({ platform, sandbox, commander }: Scene): string[] {
  const openings = commander.heard().filter((h) => /^🌿 `[^`]+` goes on from/.test(h.text));
  const begun = openings.map((h) => h.thread ?? h.id);
  if (platform === "slack") return begun;
  const { discord } = sandbox;
  const threads = [...discord.state.channels.values()].filter(
    (c) => c.kind === "thread" && c.owner_id === discord.named.users.parley,
  );
  return [...begun, ...threads.map((c) => c.id)];
}
