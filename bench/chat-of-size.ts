import { randomUUID } from "node:crypto";
import { workspaceId } from "../src/core/ids.ts";
import type { Database } from "../src/store/database.ts";

/** A chat with a history, made in bulk. */
export interface Chat {
  id: string;
  channel: string;
  main: string;
  /** All of them, `main` first. */
  branches: string[];
}

const words =
  "'Somebody said something here, as long as what people say in a chat on an ordinary day, number ' || i";

/**
 * Half of the messages in the channel itself, the rest spread over branches that left it in its last third, so that
 * each has a path of fifty messages at least; every fifth branch left the one before it instead. People and Parley by
 * turns; each answer has its finished job.
 */
export async function fillChat(
  db: Database,
  size: { channel: string; messages: number; branches: number },
): Promise<Chat> {
  const workspace = workspaceId("discord", "bench");
  const [chat, main] = [randomUUID(), randomUUID()];
  const inMain = Math.ceil(size.messages / 2);
  const perBranch = Math.floor((size.messages - inMain) / Math.max(1, size.branches - 1));
  const logs = new Map<string, string>();

  async function add(
    branch: string,
    thread: string,
    own: number,
    leaves?: { log: string; seq: number; pos: number },
  ) {
    const log = randomUUID();
    logs.set(branch, log);
    const fork = [leaves?.log ?? null, leaves?.seq ?? null];
    await db.query(
      `insert into segment (id, chat_id, prev_id, prev_hi, src_id, base_pos)
       values ($1::uuid, $2::uuid, $3::uuid, $4::bigint, $1::uuid, $5::bigint)`,
      [log, chat, ...fork, leaves?.pos ?? 0],
    );
    await db.query(
      `insert into branch (id, chat_id, parent_id, thread, title, fork_seg, fork_seq, fork_pos, head_seg, head_seq, head_pos)
       values ($1::uuid, $2::uuid, $3::uuid, $4, $4, $5::uuid, $6::bigint, $7::bigint, $8::uuid, $9::bigint, $7::bigint + $9::bigint)`,
      [branch, chat, leaves ? main : null, thread, ...fork, leaves?.pos ?? 0, log, own],
    );
    await db.query(
      `insert into message (id, chat_id, seg_id, seq, role, author_id, author_name, text, tokens, job_id, created_at)
       select gen_random_uuid(), $1::uuid, $2::uuid, i, case when i % 2 = 1 then 'person' else 'parley' end, 'ann', 'Ann',
         ${words}, 30, case when i % 2 = 0 then gen_random_uuid() end, now() - make_interval(secs => $3::float8 - i)
       from generate_series(1, $3::int) i`,
      [chat, log, own],
    );
    await db.query(
      `insert into job (id, workspace_id, chat_id, lane, kind, input, message_id, state, outcome, attempt, finished_at)
       select m.job_id, $1, $2::uuid, $3::uuid, 'turn', '{"kind": "turn"}', asked.id, 'done', 'answered', 1, now()
       from message m join message asked on asked.seg_id = m.seg_id and asked.seq = m.seq - 1
       where m.seg_id = $4::uuid and m.job_id is not null`,
      [workspace, chat, branch, log],
    );
    await db.query(
      `insert into platform_message (workspace_id, channel, platform_id, message_id, job_id)
       select $1, $2, id::text, id, job_id from message where seg_id = $3::uuid`,
      [workspace, size.channel, log],
    );
  }

  await db.query(
    "insert into chat (id, workspace_id, channel, kind, current_branch) values ($1::uuid, $2, $3, 'channel', $4::uuid)",
    [chat, workspace, size.channel, main],
  );
  await add(main, "", inMain);
  const branches = [main];
  for (let number = 1; number < size.branches; number++) {
    const branch = randomUUID();
    const parent = number % 5 === 0 ? branches.at(-1) : main;
    const at = Math.ceil((0.7 + Math.random() * 0.3) * (parent === main ? inMain : perBranch));
    const log = logs.get(parent ?? main);
    if (log && at > 0) {
      const pos = parent === main ? at : at + inMain;
      await add(branch, `thread-${number}`, perBranch, { log, seq: at, pos });
      branches.push(branch);
    }
  }
  return { id: chat, channel: size.channel, main, branches };
}
