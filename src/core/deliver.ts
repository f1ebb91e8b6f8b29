import { type Answer, openAnswer } from "./answer.ts";
import type { Clock } from "./clock.ts";
import type { CommandSpec } from "./command.ts";
import { withCommandsAsTyped } from "./command-words.ts";
import { type Ending, ended, failed, stopped } from "./ending.ts";
import { isParleyError, ParleyError } from "./errors.ts";
import type { Checkpoint, Job, TurnInput } from "./job.ts";
import { stopReason } from "./lanes.ts";
import { type Log, logged } from "./log.ts";
import type { JobEnd, SentPart } from "./store.ts";
import { estimateTokens } from "./tokens.ts";
import { runTurn, type TurnDeps } from "./turn.ts";
import { untilKnown } from "./until-known.ts";
import { words } from "./words.ts";

export interface DeliverDeps extends TurnDeps {
  commands: readonly CommandSpec[];
  log: Log;
}

const checkpointMs = 3_000;
/** How old a question may be that nobody has begun to answer. */
export const answerWithinMs = 15 * 60_000;
const attemptsAtMost = 3;

/** Works one turn to its end and makes it visible. `undefined`: given back, to be gone on with elsewhere. */
export async function deliverTurn(
  job: Job,
  input: TurnInput,
  deps: DeliverDeps,
  signal: AbortSignal,
): Promise<JobEnd | undefined> {
  const resumed = job.attempt > 1 || job.announced;
  const known = resumed ? await deps.store.jobs.sent(job.id) : [];
  const answer = openAnswer(
    {
      job: job.id,
      place: input.place,
      person: input.person,
      repliesTo: input.repliesTo,
      known,
      mayStand: resumed,
    },
    { ...deps, onStanding: (sent) => void save(job, undefined, sent, deps) },
  );
  try {
    const early = earlyEnd(job, input, deps.clock);
    if (early) return await close(job, input, answer, early, deps, signal);
    return await stream(job, input, answer, deps, signal);
  } catch (error) {
    const reason = stopReason(signal);
    if (reason && reason.kind !== "cancelled") {
      await answer.leave();
      return undefined;
    }
    if (isParleyError(error, "place_gone") || isParleyError(error, "place_forbidden"))
      return unseen(job, error, deps);
    if (isParleyError(error, "outcome_unknown")) return unknown(job, error, deps);
    await answer.leave().catch(() => []);
    throw error;
  }
}

function earlyEnd(job: Job, input: TurnInput, clock: Clock): Ending | undefined {
  if (job.attempt > attemptsAtMost)
    return { outcome: "failed-told", shown: words.tooOften, buttons: ["regenerate"] };
  const stale = job.checkpoint === undefined && clock.now() - input.askedAt > answerWithinMs;
  if (input.missed || stale) {
    return { outcome: "expired-told", shown: words.missed(input.missed ?? 1), buttons: [] };
  }
  return undefined;
}

async function stream(
  job: Job,
  input: TurnInput,
  answer: Answer,
  deps: DeliverDeps,
  signal: AbortSignal,
): Promise<JobEnd | undefined> {
  let text = "";
  let reason = job.checkpoint?.complete;
  if (reason) text = job.checkpoint?.text ?? "";
  let savedAt = deps.clock.monotonic();
  let failure: unknown;
  try {
    if (job.cancelRequested) throw new ParleyError("cancelled", "stopped before it began");
    if (!reason) {
      for await (const event of runTurn(job, input, deps, signal)) {
        if (event.kind === "end") reason = event.reason;
        if (event.kind !== "text") continue;
        text += event.text;
        answer.show(text);
        if (deps.clock.monotonic() - savedAt < checkpointMs) continue;
        savedAt = deps.clock.monotonic();
        void save(job, { text }, [], deps);
      }
    }
    deps.probe("complete");
  } catch (error) {
    failure = error;
  }
  const why = stopReason(signal);
  if (why && why.kind !== "cancelled") {
    await save(job, text ? { text } : undefined, await answer.leave(), deps);
    return undefined;
  }
  const cancelled = why?.kind === "cancelled" || isParleyError(failure, "cancelled");
  if (isParleyError(failure, "not_found")) {
    // whoever asked is gone, or can't see this any more: there is nobody to tell
    await answer.withdraw(uncut);
    return { outcome: "refused", sent: [] };
  }
  if (failure && !cancelled && !isParleyError(failure, "not_allowed"))
    deps.log.warn({ job: job.id, ...logged(failure) }, "a turn failed");
  if (cancelled && (await deps.store.jobs.questionGone(job))) {
    await answer.withdraw(uncut);
    return { outcome: "cancelled", sent: [] };
  }
  const ending = cancelled ? stopped(text) : failure ? failed(text, failure, job) : ended(text, reason);
  return close(job, input, answer, ending, deps, signal);
}

const labels = { stop: "Stop", regenerate: "Regenerate", continue: "Continue", branch: "Branch" } as const;
const uncut = new AbortController().signal;

async function close(
  job: Job,
  input: TurnInput,
  answer: Answer,
  ending: Ending,
  deps: DeliverDeps,
  signal: AbortSignal,
): Promise<JobEnd> {
  const { kept, complete } = ending;
  const shown =
    kept === undefined ? withCommandsAsTyped(ending.shown, input.place, deps.commands) : ending.shown;
  // several posts take a while: whoever takes over after a crash must not ask the model again for other words
  if (kept && complete && deps.platform.split(shown).length > 1)
    await save(job, { text: kept, complete }, [], deps);
  const buttons = ending.buttons.map((action) => ({ action, label: labels[action], job: job.id }));
  const sent = await untilKnown(() => answer.finish(shown, buttons, uncut), deps, signal);
  const end: JobEnd = { outcome: ending.outcome, sent };
  if (kept) {
    end.answer = { text: kept, tokens: estimateTokens(kept), at: deps.clock.now() };
    if (input.redo?.action === "regenerate") end.answer.supersedes = input.redo.of;
  }
  return end;
}

/** The place or the message is gone, or closed to us: there is nobody to tell and nothing to try again. */
function unseen(job: Job, error: ParleyError, deps: DeliverDeps): JobEnd {
  deps.log.warn({ job: job.id, ...logged(error) }, "an answer's place is gone or closed; the turn ends");
  return { outcome: "cancelled", sent: [] };
}

function unknown(job: Job, error: ParleyError, deps: DeliverDeps): JobEnd {
  deps.log.error({ job: job.id, ...logged(error) }, "it could not be found out whether an answer arrived");
  return { outcome: "unknown-told", sent: [] };
}

/** Progress is a help for recovery, not a condition of going on. */
async function save(
  job: Job,
  checkpoint: Checkpoint | undefined,
  sent: readonly SentPart[],
  deps: DeliverDeps,
): Promise<void> {
  try {
    await deps.store.jobs.checkpoint(job, checkpoint, sent);
  } catch (error) {
    deps.log.warn({ job: job.id, ...logged(error) }, "progress could not be stored");
  }
}
