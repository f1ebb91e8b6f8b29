import { VERIFICATION_TOKEN } from "../events/envelope.ts";
import type { World } from "../world.ts";

const HOUR_MS = 3_600_000;
/** docs.slack.dev/reference/events/app_rate_limited */
const EVENTS_PER_HOUR = 30_000;

/** Counts events of the last hour; what is beyond is dropped, and the app told once a minute. */
export function createHourlyQuota(now: () => number) {
  const buckets = new Map<number, number>();
  let toldMinute = -1;
  return {
    take(): "granted" | "first-refused" | "refused" {
      const minute = Math.trunc(now() / 60_000);
      let total = 0;
      for (const [at, count] of buckets) {
        if (at * 60_000 <= now() - HOUR_MS) buckets.delete(at);
        else total += count;
      }
      if (total < EVENTS_PER_HOUR) {
        buckets.set(minute, (buckets.get(minute) ?? 0) + 1);
        return "granted";
      }
      if (toldMinute === minute) return "refused";
      toldMinute = minute;
      return "first-refused";
    },
  };
}

/** Has no inner event, unlike all others: a parser that expects one breaks. */
export function appRateLimited(world: World): Record<string, unknown> {
  return {
    token: VERIFICATION_TOKEN,
    type: "app_rate_limited",
    team_id: world.state.team.id,
    minute_rate_limited: Math.trunc(world.clock.now() / 60_000) * 60,
    api_app_id: world.state.app.id,
  };
}
