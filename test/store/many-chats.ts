import type { Database } from "../../src/store/database.ts";

/** Ids that tests can name: of chat `i`, its branch `k`, … */
const id = (kind: string, ...parts: string[]) => `md5('${kind}' || ${parts.join(" || '.' || ")})::uuid`;

const each = "generate_series(1, 1500) i, generate_series(0, 3) k";
const talkative = "generate_series(1, 250) i, generate_series(0, 3) k";
const chat = id("chat", "i");
const [log, branch, main] = [id("log", "i", "k"), id("branch", "i", "k"), id("log", "i", "'0'")];
const messages = "generate_series(1, 60) n";
const isAnswer = "n % 2 = 0";

/**
 * 1,500 chats of 4 branches, some with 60 messages each, every question answered long ago: as much as makes a planner
 * prefer an index, in a few statements.
 */
const filling = [
  `insert into chat (id, workspace_id, channel, kind, current_branch)
   select ${chat}, 'discord/1', 'c' || i, 'channel', ${id("branch", "i", "'0'")} from generate_series(1, 1500) i`,
  `insert into segment (id, chat_id, prev_id, prev_hi, src_id, base_pos)
   select ${log}, ${chat}, case when k > 0 then ${main} end, case when k > 0 then 4 end, ${log}, case when k > 0 then 4 else 0 end
   from ${each}`,
  `insert into branch (id, chat_id, parent_id, thread, title, fork_seg, fork_seq, fork_pos, head_seg, head_seq, head_pos)
   select ${branch}, ${chat}, case when k > 0 then ${id("branch", "i", "'0'")} end, case when k > 0 then 't' || i || '.' || k else '' end,
     case when k > 0 then 'branch ' || k else 'main' end,
     case when k > 0 then ${main} end, case when k > 0 then 4 end, case when k > 0 then 4 else 0 end,
     ${log}, own, own + case when k > 0 then 4 else 0 end
   from ${each} cross join lateral (select case when i <= 250 then 60 else 0 end as own) said`,
  `insert into message (id, chat_id, seg_id, seq, role, author_id, author_name, text, tokens, job_id, created_at)
   select ${id("message", "i", "k", "n")}, ${chat}, ${log}, n, case when ${isAnswer} then 'parley' else 'person' end, 'ann', 'Ann',
     'said ' || n, 2, case when ${isAnswer} then ${id("job", "i", "k", "n")} end, now() - interval '1 day'
   from ${talkative}, ${messages}`,
  `insert into job (id, workspace_id, chat_id, lane, kind, input, message_id, state, outcome, attempt, finished_at)
   select ${id("job", "i", "k", "n")}, 'discord/1', ${chat}, ${branch}, 'turn', '{"kind": "turn", "person": {"id": "ann"}}',
     ${id("message", "i", "k", "(n - 1)")}, 'done', 'answered', 1, now() - interval '1 day'
   from ${talkative}, ${messages} where ${isAnswer}`,
  `insert into platform_message (workspace_id, channel, platform_id, message_id, job_id)
   select 'discord/1', 'c' || i, 'p' || i || '.' || k || '.' || n, ${id("message", "i", "k", "n")},
     case when ${isAnswer} then ${id("job", "i", "k", "n")} end
   from ${talkative}, ${messages}`,
  "analyze",
];

export async function fillManyChats(db: Database): Promise<void> {
  for (const statement of filling) await db.query(statement, []);
}
