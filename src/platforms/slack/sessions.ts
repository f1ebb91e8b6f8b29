import { cleanName } from "../../core/clean-name.ts";
import { isParleyError } from "../../core/errors.ts";
import type { Inbound, Place } from "../../core/inbound.ts";
import type { Log } from "../../core/log.ts";
import type { SlackApi } from "./api.ts";
import { type Fields, text } from "./fields.ts";

export interface Prompts {
  title: string;
  /** At most four. */
  prompts: readonly { title: string; message: string }[];
}

export interface Sessions {
  /** Shows that Parley works here. Never throws. */
  working(place: Place, note: string | undefined, signal: AbortSignal): Promise<void>;
  /** Work has ended here: takes the native loading and Stop away, if they are there. Never throws. */
  rest(place: Place): Promise<void>;
  /** Slack took them away itself, as a stream ended. */
  rested(place: Place): void;
  /** Remembers what a conversation in the agent view begins with, for its title, and greets one just opened. */
  noticed(event: Inbound): void;
  /** Whether Slack shows its own Stop while work goes on. False once Slack has said that it does not. */
  readonly hasNativeStop: boolean;
}

const MAX_TITLES = 1_000;
const TITLE_LENGTH = 80;
/** Shown until the answer begins; Slack puts the app's name in front. */
const WORKING_NOTE = "is thinking…";
const NO_STOP = "missing_agent_session_stopped_event_subscription";

/**
 * What people see of work going on. Two ways share one place on the screen, and the last one called decides
 * (agentconnect-md/agentconnect#1483):
 * - in a DM the agent session: loading, a title, and Slack's own Stop (docs.slack.dev/ai/agent-sessions);
 * - in channel threads the status line, which can carry words; the Stop there is a button on the answer.
 */
export function createSessions(deps: { api: SlackApi; log: Log; prompts?: Prompts | undefined }): Sessions {
  const { api, log } = deps;
  const titles = new Map<string, { title: string; user: string }>();
  const busy = new Set<string>();
  let hasSessions = true;
  let hasNativeStop = true;

  async function setStatus(
    place: Place,
    status: "processing" | "active",
    signal: AbortSignal,
  ): Promise<void> {
    const key = keyOf(place);
    const begun = status === "processing" ? titles.get(key) : undefined;
    const created = begun ? { title: begun.title, initiator_user_id: begun.user } : {};
    const args = { channel_id: place.channel, thread_ts: place.thread, status, ...created };
    const answer = await api.call("agents.sessions.setStatus", args, "idempotent", signal, 0);
    if (status === "processing") busy.add(key);
    else busy.delete(key);
    if (hasNativeStop && warnings(answer).includes(NO_STOP)) {
      hasNativeStop = false;
      log.warn({}, "Slack shows no Stop: the app is not subscribed to agent_session_stopped");
    }
  }

  async function setNote(place: Place, status: string, signal: AbortSignal): Promise<void> {
    const args = { channel_id: place.channel, thread_ts: place.thread, status };
    await api.call("assistant.threads.setStatus", args, "idempotent", signal, 0);
  }

  async function suggest(place: Place): Promise<void> {
    if (!deps.prompts) return;
    const { title, prompts } = deps.prompts;
    const thread = place.thread ? { thread_ts: place.thread } : {};
    const args = { channel_id: place.channel, ...thread, title, prompts: prompts.slice(0, 4) };
    await quietly(() =>
      api.call("assistant.threads.setSuggestedPrompts", args, "idempotent", AbortSignal.timeout(10_000), 0),
    );
  }

  /** What is only shown must never cost what is said. */
  async function quietly(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const code = isParleyError(error) ? error.code : "unexpected";
      if (code !== "cancelled") log.info({ code }, "Slack did not take a status");
    }
  }

  return {
    get hasNativeStop() {
      return hasSessions && hasNativeStop;
    },
    async working(place, note, signal) {
      if (!place.thread) return;
      await quietly(async () => {
        if (place.kind === "dm" && hasSessions) {
          try {
            return await setStatus(place, "processing", signal);
          } catch (error) {
            // Not declared as an agent: the status line is left.
            if (!isParleyError(error, "platform_failed") || error.retryable) throw error;
            hasSessions = false;
            log.warn({}, "Slack offers no agent sessions here; Parley shows a status line instead");
          }
        }
        await setNote(place, note ?? WORKING_NOTE, signal);
      });
    },
    async rest(place) {
      if (!busy.has(keyOf(place))) return;
      await quietly(() => setStatus(place, "active", AbortSignal.timeout(10_000)));
    },
    rested(place) {
      busy.delete(keyOf(place));
    },
    noticed(event) {
      if (event.kind === "opened") void suggest(event.place);
      if (event.kind !== "message" || event.place.kind !== "dm" || event.place.thread) return;
      const title = cleanName(event.text.slice(0, TITLE_LENGTH));
      if (!title) return;
      titles.set(keyOf({ ...event.place, thread: event.id }), { title, user: event.author.id });
      const oldest = titles.keys().next().value;
      if (titles.size > MAX_TITLES && oldest !== undefined) titles.delete(oldest);
    },
  };
}

function keyOf(place: Place): string {
  return `${place.channel} ${place.thread ?? ""}`;
}

function warnings(answer: Fields): string[] {
  const metadata = answer.response_metadata as { warnings?: unknown } | undefined;
  const listed = Array.isArray(metadata?.warnings) ? metadata.warnings.map(String) : [];
  return [text(answer, "warning") ?? "", ...listed];
}
