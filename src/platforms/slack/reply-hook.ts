import type { Clock } from "../../core/clock.ts";
import { ParleyError } from "../../core/errors.ts";
import type { ReplyHandle } from "../../core/inbound.ts";
import type { Fields } from "./fields.ts";
import type { SlackHosts } from "./hosts.ts";

export interface ReplyHook {
  /**
   * Answers through an interaction's `response_url`. Never made twice.
   * @returns false where the address is dead: nothing was said then.
   * @throws `outcome_unknown` where Slack did not answer.
   */
  post(reply: ReplyHandle, message: Fields, signal: AbortSignal): Promise<boolean>;
  /** The same in place of the message whose button was pressed, which may be one that a single person sees. */
  replace(reply: ReplyHandle, message: Fields, signal: AbortSignal): Promise<boolean>;
}

/** Five answers within 30 minutes (docs.slack.dev/interactivity/handling-user-interaction, response_url). */
export const HOOK_LIFE_MS = 30 * 60_000;
const HOOK_USES = 5;
const TIMEOUT_MS = 10_000;
const MAX_REMEMBERED = 10_000;

export function createReplyHook(deps: { hosts: SlackHosts; clock: Clock }): ReplyHook {
  const { hosts, clock } = deps;
  const uses = new Map<string, number>();

  async function send(reply: ReplyHandle, message: Fields, signal: AbortSignal): Promise<boolean> {
    const used = uses.get(reply.id) ?? 0;
    const isAlive = clock.now() - reply.issuedAt < HOOK_LIFE_MS && used < HOOK_USES;
    if (!isAlive || !hosts.isHook(reply.token)) return false;
    uses.set(reply.id, used + 1);
    const oldest = uses.keys().next().value;
    if (uses.size > MAX_REMEMBERED && oldest !== undefined) uses.delete(oldest);
    const late = new AbortController();
    using _ = clock.timer(TIMEOUT_MS, () => late.abort(new Error("timeout")));
    try {
      const answer = await fetch(reply.token, {
        method: "POST",
        headers: { "content-type": "application/json; charset=utf-8" },
        body: JSON.stringify({ ...message, delete_original: false }),
        redirect: "error",
        signal: AbortSignal.any([signal, late.signal]),
      });
      const body = await answer.text();
      if (answer.status >= 500 || answer.status === 408) throw new Error(`status ${answer.status}`);
      return answer.ok && !/"ok"\s*:\s*false|expired_url|used_url/.test(body);
    } catch (cause) {
      if (signal.aborted) throw new ParleyError("cancelled", "an answer to a person was given up", { cause });
      throw new ParleyError("outcome_unknown", "Slack did not say whether a person got their answer", {
        cause,
      });
    }
  }

  return {
    // What stands is left alone: a button's address would otherwise replace the answer that carries it.
    post: (reply, message, signal) => send(reply, { ...message, replace_original: false }, signal),
    replace: (reply, message, signal) => send(reply, { ...message, replace_original: true }, signal),
  };
}
