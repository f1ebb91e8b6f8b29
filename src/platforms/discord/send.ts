import type { Clock } from "../../core/clock.ts";
import { ParleyError } from "../../core/errors.ts";
import type { SendKey } from "../../core/platform.ts";
import { type Answer, discordCode, failure, isRefused } from "./answer.ts";
import type { Api } from "./api.ts";
import { nonceOf } from "./nonce.ts";
import { type Found, readBack, type Wanted } from "./read-back.ts";
import type { Payload } from "./render.ts";
import { reopenThread } from "./threads.ts";
import { wait } from "./wait.ts";

export interface SendDeps {
  api: Api;
  clock: Clock;
  /** Parley's own user id. */
  me(): Promise<string>;
}

/** A post whose answer was lost is looked for after each of these waits: it may come to stand late. */
const readBackWaitsMs = [2_000, 5_000, 15_000];
const unsentWaitsMs = [1_000, 2_000, 5_000];

/**
 * Posts one message once and gives its id. The nonce makes Discord give back what stands for a few minutes; beyond
 * that, and whenever an answer was lost, the channel is read before anything is posted again, and then only once.
 */
export async function sendOnce(
  deps: SendDeps,
  channel: string,
  payload: Payload,
  key: SendKey,
  signal: AbortSignal,
): Promise<string> {
  const nonce = nonceOf(key);
  const body: Record<string, unknown> = { ...payload.body, nonce, enforce_nonce: true };
  const repliesTo = (body.message_reference as { message_id?: string } | undefined)?.message_id;
  const wanted: Wanted = { key, nonce, text: String(body.content), repliesTo };
  const look = async () => readBack(deps.api, channel, await deps.me(), wanted, signal);
  if (key.mayStand) {
    const found = await look();
    if (found.kind === "stands") return found.id;
    if (found.kind === "unread") throw unknownOutcome();
  }
  const post = () =>
    deps.api.once(
      {
        method: "POST",
        path: `/channels/${channel}/messages`,
        body,
        ...(payload.files ? { files: payload.files } : {}),
      },
      signal,
    );
  let mayRepeat = true;
  for (let unsent = 0; ; ) {
    const answer = await post();
    if (answer.kind === "ok") return idOf(answer.body);
    if (answer.kind === "unsent" && unsent < unsentWaitsMs.length) {
      await wait(deps.clock, unsentWaitsMs[unsent++] as number, signal);
      continue;
    }
    if (answer.kind === "lost") {
      const found = await lookLater(deps.clock, look, signal);
      if (found.kind === "stands") return found.id;
      if (found.kind === "unread" || !mayRepeat) throw unknownOutcome();
    } else if (!mayRepeat || !(await mend(answer))) throw failure(answer, "post a message");
    mayRepeat = false;
  }

  /** Whether what was refused may be posted once more. */
  async function mend(answer: Answer): Promise<boolean> {
    if (isRefused(answer, discordCode.archivedThread)) return reopenThread(deps.api, channel, signal);
    // The message to answer is out of reach (in another channel, hidden, or none that can be replied to).
    if (
      !body.message_reference ||
      !isRefused(answer, discordCode.invalidForm, discordCode.replyWithoutHistory)
    )
      return false;
    delete body.message_reference;
    return true;
  }
}

async function lookLater(clock: Clock, look: () => Promise<Found>, signal: AbortSignal): Promise<Found> {
  let found: Found = { kind: "unread" };
  for (const waitMs of readBackWaitsMs) {
    await wait(clock, waitMs, signal);
    found = await look();
    if (found.kind === "stands") return found;
  }
  return found;
}

function idOf(body: unknown): string {
  if (body && typeof body === "object" && "id" in body && typeof body.id === "string") return body.id;
  throw unknownOutcome();
}

function unknownOutcome(): ParleyError {
  return new ParleyError("outcome_unknown", "it could not be found out whether a message stands on Discord");
}
