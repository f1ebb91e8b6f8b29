import { cleanName } from "../../core/clean-name.ts";
import type { Clock } from "../../core/clock.ts";
import type { SlackApi } from "./api.ts";
import { asFields, text } from "./fields.ts";
import type { Names } from "./text-in.ts";

export interface People {
  /** The names of these people, as far as they can be had without keeping Slack waiting for its answer. */
  names(ids: readonly string[], signal: AbortSignal): Promise<Names>;
}

const TTL_MS = 60 * 60_000;
/** A name that could not be had is asked for again sooner. */
const FAILED_TTL_MS = 60_000;
const MAX_PEOPLE = 10_000;
/** Slack waits three seconds for an event to be acknowledged; a message without a name is better than a late one. */
const PATIENCE_MS = 1_500;

interface Known {
  name: string | undefined;
  expires: number;
}

export function createPeople(deps: { api: SlackApi; clock: Clock }): People {
  const { api, clock } = deps;
  // In order of use: the one longest unused is the first to go.
  const known = new Map<string, Known>();
  const asked = new Map<string, Promise<void>>();

  async function ask(id: string, signal: AbortSignal): Promise<void> {
    let name: string | undefined;
    try {
      const answer = await api.call("users.info", { user: id }, "read", signal, PATIENCE_MS);
      name = nameOf(answer.user);
    } catch {
      // A name is a courtesy: its absence must not cost the message. `api` has noted what matters.
    }
    known.delete(id);
    known.set(id, { name, expires: clock.now() + (name === undefined ? FAILED_TTL_MS : TTL_MS) });
    const oldest = known.keys().next().value;
    if (known.size > MAX_PEOPLE && oldest !== undefined) known.delete(oldest);
  }

  function askOnce(id: string, signal: AbortSignal): Promise<void> {
    const running = asked.get(id);
    if (running) return running;
    const asking = ask(id, signal).finally(() => asked.delete(id));
    asked.set(id, asking);
    return asking;
  }

  return {
    async names(ids, signal) {
      const now = clock.now();
      const missing = ids.filter((id) => (known.get(id)?.expires ?? 0) <= now);
      if (missing.length > 0) {
        const asking = Promise.all(missing.map((id) => askOnce(id, signal)));
        await Promise.race([asking, timeout(clock, PATIENCE_MS)]);
      }
      const names = new Map<string, string>();
      for (const id of ids) {
        const found = known.get(id);
        if (found?.name === undefined) continue;
        known.delete(id);
        known.set(id, found);
        names.set(id, found.name);
      }
      return names;
    },
  };
}

/** The name people see, as they chose it. */
export function nameOf(value: unknown): string | undefined {
  const user = asFields(value);
  const profile = asFields(user?.profile);
  for (const name of [
    text(profile, "display_name"),
    text(profile, "real_name"),
    text(user, "real_name"),
    text(user, "name"),
  ]) {
    const clean = name && cleanName(name);
    if (clean) return clean;
  }
  return undefined;
}

function timeout(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.timer(ms, resolve));
}
