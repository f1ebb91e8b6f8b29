import type { SendKey } from "../../core/platform.ts";
import type { Api } from "./api.ts";
import { readButtonId } from "./button-id.ts";
import { compareIds, timeOf } from "./snowflake.ts";
import { messageSchema, type WireMessage } from "./wire-message.ts";

/** The message that may stand already, by all that can be known of it. */
export interface Wanted {
  key: Pick<SendKey, "job" | "part" | "since">;
  nonce: string;
  /** As it was or would be sent. */
  text: string;
  repliesTo: string | undefined;
}

/**
 * What reading back found. `unread`: the channel could not be read, so nothing is known.
 */
export type Found = { kind: "stands"; id: string } | { kind: "absent" } | { kind: "unread" };

/** Looks for a message of Parley's own among those after the one it answers and among the newest. */
export async function readBack(
  api: Api,
  channel: string,
  me: string,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Found> {
  const path = `/channels/${channel}/messages` as const;
  const queries = wanted.repliesTo ? [`?limit=100&after=${wanted.repliesTo}`, "?limit=100"] : ["?limit=100"];
  for (const query of queries) {
    const answer = await api.persist({ method: "GET", path: `${path}${query}`, patienceMs: 20_000 }, signal);
    if (answer.kind !== "ok" || !Array.isArray(answer.body)) return { kind: "unread" };
    const messages = answer.body.flatMap((one) => messageSchema.safeParse(one).data ?? []);
    const id = findStanding(messages, me, wanted);
    if (id) return { kind: "stands", id };
    if (answer.body.length < 100) break;
  }
  return { kind: "absent" };
}

/** @param messages in any order. */
export function findStanding(
  messages: readonly WireMessage[],
  me: string,
  wanted: Wanted,
): string | undefined {
  const own = messages
    .filter((one) => one.author.id === me && !one.webhook_id)
    .filter((one) => !wanted.repliesTo || compareIds(one.id, wanted.repliesTo) > 0)
    // the same was perhaps said long before, for another reason
    .filter((one) => timeOf(one.id) >= (wanted.key.since ?? 0))
    .sort((a, b) => compareIds(a.id, b.id));
  const { job, part } = wanted.key;
  const jobs = own.map(jobOf);
  const isOurs = (index: number) => jobs[index] === undefined || jobs[index] === job;
  const repliesRight = (one: WireMessage) => one.message_reference?.message_id === wanted.repliesTo;
  const at = [
    own.findIndex((one) => one.nonce !== undefined && String(one.nonce) === wanted.nonce),
    own.findIndex(
      (one, index) => isOurs(index) && repliesRight(one) && one.content.trim() === wanted.text.trim(),
    ),
    part === 0 ? jobs.indexOf(job) : -1,
    own.findIndex(
      (one, index) => part === 0 && wanted.repliesTo && repliesRight(one) && belongsTo(job, own, jobs, index),
    ),
  ].find((index) => index >= 0);
  return at === undefined ? undefined : own[at]?.id;
}

/** The buttons of an answer stand under its last message: the parts before it are told apart by what follows them. */
function belongsTo(
  job: string,
  own: readonly WireMessage[],
  jobs: readonly (string | undefined)[],
  index: number,
) {
  for (let next = index; next < own.length; next++) {
    if (next > index && own[next]?.message_reference) return true;
    if (jobs[next] !== undefined) return jobs[next] === job;
  }
  return true;
}

function jobOf(message: WireMessage): string | undefined {
  for (const row of message.components) {
    const buttons = row && typeof row === "object" && "components" in row ? row.components : [];
    for (const button of Array.isArray(buttons) ? buttons : []) {
      const found = readButtonId(String(button?.custom_id ?? ""));
      if (found) return found.job;
    }
  }
  return undefined;
}
