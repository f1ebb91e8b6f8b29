import { MessageFlags } from "discord.js";
import type { Clock } from "../../core/clock.ts";
import type { ReplyHandle } from "../../core/inbound.ts";
import { type Log, logged } from "../../core/log.ts";
import { type Answer, discordCode, isRefused } from "./answer.ts";
import type { Api, ApiCall } from "./api.ts";
import type { Payload } from "./render.ts";
import { readHandle, tokenLifeMs } from "./reply-handle.ts";

/** How a first answer went. `taken`: another was there before it, of this process or of one beside it. */
type First = "answered" | "taken" | "dead";

/** The first answers to interactions, for which Discord gives 3 s; it takes one only. */
export interface FirstAnswers {
  /**
   * An interaction has just come in: if nothing answers it soon, Discord is asked to wait.
   * @param openly all may see that somebody waits, as they will see the answer.
   */
  arrived(handle: ReplyHandle, openly?: boolean): void;
  /** Gives the first answer. Whoever gave one has no use for another, so a lost one is repeated. */
  give(
    id: string,
    token: string,
    body: object,
    signal: AbortSignal,
    files?: Payload["files"],
  ): Promise<First>;
  /** The same unless one was tried, or the interaction came to another process: then undefined. */
  giveIfNone(
    handle: ReplyHandle,
    body: object,
    signal: AbortSignal,
    files?: Payload["files"],
  ): Promise<First | undefined>;
  /** Whether nothing can be said with its token, now or any more. */
  isDead(handle: ReplyHandle): Promise<boolean>;
  /** Whether a first answer may still be given to one that came to another process. */
  mayBeOpen(handle: ReplyHandle): boolean;
}

const deferAfterMs = 1_500;
/** After this a first answer would come too late (discord docs: interactions/receiving-and-responding). */
const firstWithinMs = 2_500;

/** Types of a first answer (same page, "Interaction Callback Type"). */
export const callback = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  form: 9,
} as const;

/** An interaction that came to this process. `first` is its first answer, once one was tried. */
interface Open {
  deferral: Disposable;
  first?: Promise<First>;
}

export function createFirstAnswers(deps: { api: Api; clock: Clock; log: Log }): FirstAnswers {
  const { api, clock, log } = deps;
  const open = new Map<string, Open>();

  const give: FirstAnswers["give"] = async (id, token, body, signal, files) => {
    const path = `/interactions/${id}/${token}/callback` as const;
    const call: ApiCall = { method: "POST", path, body, auth: false, patienceMs: 1_000 };
    if (files) call.files = files;
    return outcomeOf(await api.persist(call, signal));
  };

  return {
    give,
    arrived(handle, openly = false) {
      const { kind, token } = readHandle(handle);
      // Usually the person who asked sees the waiting alone, as what comes may be for them; it can't be changed later.
      const body =
        kind === "button"
          ? { type: callback.deferredUpdate }
          : { type: callback.deferredMessage, data: { flags: openly ? 0 : MessageFlags.Ephemeral } };
      const state: Open = {
        deferral: clock.timer(deferAfterMs, () => {
          state.first ??= give(handle.id, token, body, new AbortController().signal);
          state.first.catch((error) => log.warn(logged(error), "an interaction could not be put off"));
        }),
      };
      open.set(handle.id, state);
      clock.timer(tokenLifeMs, () => open.delete(handle.id));
    },
    async giveIfNone(handle, body, signal, files) {
      const state = open.get(handle.id);
      if (!state || state.first) return undefined;
      state.deferral[Symbol.dispose]();
      state.first = give(handle.id, readHandle(handle).token, body, signal, files);
      return state.first;
    },
    async isDead(handle) {
      return (await open.get(handle.id)?.first) === "dead" || clock.now() - handle.issuedAt > tokenLifeMs;
    },
    mayBeOpen: (handle) => !open.has(handle.id) && clock.now() - handle.issuedAt <= firstWithinMs,
  };
}

function outcomeOf(answer: Answer): First {
  if (answer.kind === "ok") return "answered";
  return isRefused(answer, discordCode.alreadyAcknowledged) ? "taken" : "dead";
}
