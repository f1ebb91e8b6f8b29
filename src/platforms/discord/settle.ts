import type { Place, ReplyHandle } from "../../core/inbound.ts";
import { type Log, logged } from "../../core/log.ts";
import type { Content } from "../../core/platform.ts";
import type { Settle } from "../../core/settle.ts";
import { callback, type FirstAnswers } from "./first-answer.ts";
import type { InteractionWebhook } from "./interaction-webhook.ts";
import { renderContent } from "./render.ts";

/**
 * The first answer to a press can change its message, and so can what follows one that put it off, also where one
 * person alone sees it (discord docs: interactions/receiving-and-responding). When the token is dead Parley can still
 * change what all see, like any message of its own.
 */
export function createSettle(deps: {
  firsts: FirstAnswers;
  webhook: InteractionWebhook;
  edit(place: Place, id: string, content: Content, signal: AbortSignal): Promise<unknown>;
  log: Log;
}): Settle {
  const { firsts, webhook, log } = deps;

  async function inPlace(handle: ReplyHandle, text: string, signal: AbortSignal): Promise<boolean> {
    const payload = renderContent({ text });
    const update = { type: callback.update, data: payload.body };
    if ((await firsts.giveIfNone(handle, update, signal)) === "answered") return true;
    if (await firsts.isDead(handle)) return false;
    // an earlier attempt may have shown an answer instead, and that one is not to be written over
    const original = await webhook.original("GET", handle, undefined, signal);
    if (original.kind !== "ok" || idOf(original.body) !== handle.under?.message) return false;
    return (await webhook.original("PATCH", handle, payload, signal)).kind === "ok";
  }

  return async (handle, place, text, signal) => {
    const what = "a message whose button was pressed could not be changed";
    try {
      if (await inPlace(handle, text, signal)) return true;
      if (handle.under?.visibility === "all") {
        await deps.edit(place, handle.under.message, { text }, signal);
        return true;
      }
      log.warn({}, what);
    } catch (error) {
      if (signal.aborted) throw error;
      log.warn(logged(error), what);
    }
    return false;
  };
}

function idOf(message: unknown): unknown {
  return message && typeof message === "object" && "id" in message ? message.id : undefined;
}
