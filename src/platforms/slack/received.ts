import { type Log, logged } from "../../core/log.ts";
import type { Platform } from "../../core/platform.ts";
import type { SlackApi } from "./api.ts";
import { QUIET, renderContent } from "./render.ts";
import type { ReplyHook } from "./reply-hook.ts";
import type { Sessions } from "./sessions.ts";

/**
 * Slack shows nothing of a command that is worked on. In threads and direct messages there is a status, which goes
 * with the answer; in the channel itself whoever used it is told, alone.
 */
export function createReceived(deps: {
  api: SlackApi;
  hook: ReplyHook;
  sessions: Sessions;
  log: Log;
}): Platform["received"] {
  const { api, hook, sessions, log } = deps;
  const { link_names, parse } = QUIET;
  return async (reply, place, person, note, signal) => {
    if (place.thread) return sessions.working(place, note, signal);
    const message = { ...renderContent({ text: note }), link_names, parse };
    try {
      if (await hook.post(reply, { ...message, response_type: "ephemeral" }, signal)) return;
      const to = { channel: place.channel, user: person.id };
      await api.call("chat.postEphemeral", { ...message, ...to }, "once", signal, 0);
    } catch (error) {
      if (!signal.aborted) log.info(logged(error), "Slack did not show that a command is worked on");
    }
  };
}
