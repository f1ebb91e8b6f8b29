import type { Place } from "../../core/inbound.ts";
import { type Log, logged } from "../../core/log.ts";
import type { Settle } from "../../core/settle.ts";
import type { Edits } from "./edits.ts";
import { QUIET, renderContent } from "./render.ts";
import type { ReplyHook } from "./reply-hook.ts";
import { isShutOut } from "./shut-out.ts";

/**
 * What all see is edited like any message. What one person alone sees, and what stands where Parley is not, only
 * `response_url` can replace, in threads too (docs.slack.dev/messaging/modifying-messages).
 */
export function createSettle(deps: { hook: ReplyHook; edits: Edits; log: Log }): Settle {
  const { hook, edits, log } = deps;

  async function edited(place: Place, ts: string, text: string, signal: AbortSignal): Promise<boolean> {
    try {
      await edits.edit(place, ts, { text }, signal);
      return true;
    } catch (error) {
      if (!isShutOut(error)) throw error;
      return false;
    }
  }

  return async (handle, place, text, signal) => {
    const { under } = handle;
    const what = "a message whose button was pressed could not be changed";
    const { link_names, parse } = QUIET;
    const message = { ...renderContent({ text }), link_names, parse };
    try {
      if (under?.visibility === "all" && (await edited(place, under.message, text, signal))) return true;
      if (under && (await hook.replace(handle, message, signal))) return true;
      log.warn({}, what);
    } catch (error) {
      if (signal.aborted) throw error;
      log.warn(logged(error), what);
    }
    return false;
  };
}
