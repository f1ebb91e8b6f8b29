import type { Clock } from "../../src/core/clock.ts";

/** How long "is typing" stands without another sign (discord docs: resources/channel "Trigger Typing Indicator"). */
const typingMs = 10_000;

/** Who types where. Places are channel or thread ids, or `channel/ts` for a Slack thread. */
export interface Typing {
  note(place: string, userId: string): void;
  /** What was typed is sent. */
  end(place: string, userId: string): void;
  /** All who type there now, but the one who looks. */
  in(place: string, viewerId: string): string[];
}

export function createTyping(clock: Clock): Typing {
  const until = new Map<string, Map<string, number>>();
  return {
    note(place, userId) {
      const here = until.get(place) ?? new Map<string, number>();
      until.set(place, here.set(userId, clock.now() + typingMs));
    },
    end(place, userId) {
      until.get(place)?.delete(userId);
    },
    in(place, viewerId) {
      const here = until.get(place);
      if (!here) return [];
      for (const [userId, at] of here) if (at <= clock.now()) here.delete(userId);
      return [...here.keys()].filter((userId) => userId !== viewerId);
    },
  };
}
