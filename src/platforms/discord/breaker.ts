import type { Clock } from "../../core/clock.ts";

/**
 * Stops asking where Discord forbids. Ten thousand refusals in ten minutes get the whole address banned
 * (discord docs: topics/rate-limits, "invalid requests"); this keeps to fifty.
 */
export interface Breaker {
  /** Whether a request that acts in this channel is refused here, without asking. */
  isOpen(channel: string): boolean;
  /** Counts a refusal for lack of rights. */
  forbidden(channel: string): void;
  /** Something went through, or the rights may have changed: ask again. Without a channel: everywhere. */
  reset(channel?: string): void;
}

const WINDOW_MS = 600_000;
const PER_CHANNEL = 3;
/** Beyond this only channels in which something went through lately are asked at all. */
const OVERALL = 40;

export function createBreaker(clock: Clock): Breaker {
  const refusals = new Map<string, number[]>();
  const good = new Set<string>();
  const recent = (channel: string) => {
    const since = clock.now() - WINDOW_MS;
    const times = (refusals.get(channel) ?? []).filter((at) => at > since);
    if (times.length > 0) refusals.set(channel, times);
    else refusals.delete(channel);
    return times.length;
  };
  return {
    isOpen(channel) {
      if (recent(channel) >= PER_CHANNEL) return true;
      if (good.has(channel) || refusals.size === 0) return false;
      let all = 0;
      for (const other of refusals.keys()) all += recent(other);
      return all >= OVERALL;
    },
    forbidden(channel) {
      good.delete(channel);
      refusals.set(channel, [...(refusals.get(channel) ?? []), clock.now()]);
    },
    reset(channel) {
      if (channel === undefined) {
        refusals.clear();
        return;
      }
      refusals.delete(channel);
      good.add(channel);
    },
  };
}
