import type { Place } from "../../core/inbound.ts";
import type { Content } from "../../core/platform.ts";
import { discordCode, failure, isRefused } from "./answer.ts";
import type { Api, ApiCall } from "./api.ts";
import { channelOf } from "./known.ts";
import { renderContent } from "./render.ts";
import { reopenThread } from "./threads.ts";

/** Least time between two edits of one message. */
export const editIntervalMs = 1_000;

/** Replaces messages. Where edits of one message overlap, the newest text wins and the ones it overtook share its fate. */
export interface Edits {
  edit(place: Place, id: string, content: Content, signal: AbortSignal): Promise<{ nextEditMs: number }>;
}

type Result = Promise<{ nextEditMs: number }>;

interface Waiting {
  newest(): Result;
  result: Result;
}

export function createEdits(api: Api): Edits {
  const running = new Map<string, Result>();
  const waiting = new Map<string, Waiting>();

  async function write(place: Place, id: string, content: Content, signal: AbortSignal): Result {
    const { body, files } = renderContent(content);
    const { message_reference: _, ...changed } = body;
    const channel = channelOf(place);
    const call: ApiCall = { method: "PATCH", path: `/channels/${channel}/messages/${id}`, body: changed };
    if (files) call.files = files;
    let answer = await api.persist(call, signal);
    if (isRefused(answer, discordCode.archivedThread) && (await reopenThread(api, channel, signal))) {
      answer = await api.persist(call, signal);
    }
    if (answer.kind !== "ok") throw failure(answer, "edit a message");
    return { nextEditMs: Math.max(editIntervalMs, answer.nextMs) };
  }

  function run(id: string, task: () => Result): Result {
    const result = task().finally(() => running.delete(id));
    running.set(id, result);
    return result;
  }

  return {
    edit(place, id, content, signal) {
      const task = () => write(place, id, content, signal);
      const before = running.get(id);
      if (!before) return run(id, task);
      const queued = waiting.get(id);
      if (queued) {
        queued.newest = task;
        return queued.result;
      }
      const next: Waiting = { newest: task, result: undefined as never };
      next.result = before
        .catch(() => {})
        .then(() => {
          waiting.delete(id);
          return run(id, next.newest);
        });
      waiting.set(id, next);
      return next.result;
    },
  };
}
