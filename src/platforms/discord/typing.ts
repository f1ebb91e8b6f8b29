import type { Clock } from "../../core/clock.ts";
import type { Api } from "./api.ts";

/** Discord shows it for ten seconds (discord docs: resources/channel, "Trigger Typing Indicator"). */
const againAfterMs = 8_000;

/** "Parley is typing", no more often than it has to be said. */
export interface TypingSigns {
  /** Never throws. */
  show(channel: string, signal: AbortSignal): Promise<void>;
}

export function createTypingSigns(api: Api, clock: Clock): TypingSigns {
  const shownAt = new Map<string, number>();
  return {
    async show(channel, signal) {
      const now = clock.now();
      if (now - (shownAt.get(channel) ?? Number.NEGATIVE_INFINITY) < againAfterMs) return;
      for (const [other, at] of shownAt) if (now - at >= againAfterMs) shownAt.delete(other);
      shownAt.set(channel, now);
      // A courtesy: what is wrong here will be wrong with the answer too, and is told then.
      await api
        .once({ method: "POST", path: `/channels/${channel}/typing`, patienceMs: 0 }, signal)
        .catch(() => {});
    },
  };
}
