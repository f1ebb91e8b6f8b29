import type { Clock } from "../../../src/core/clock.ts";

/** Milliseconds since the Unix epoch at which Discord's own epoch begins (discord docs: reference "Snowflakes"). */
const discordEpochMs = 1_420_070_400_000;

/** Makes ids in strictly rising order: the clock's time in the upper bits, a counter in the lower. */
export function createSnowflakes(clock: Clock): () => string {
  let lastMs = 0;
  let count = 0;
  return () => {
    const now = clock.now();
    if (now > lastMs) {
      lastMs = now;
      count = 0;
    } else if (++count > 0xfff) {
      // Time stands still or went back: borrow the next millisecond rather than repeat an id.
      lastMs++;
      count = 0;
    }
    return ((BigInt(lastMs - discordEpochMs) << 22n) | (1n << 17n) | BigInt(count)).toString();
  };
}

/** Milliseconds since the Unix epoch at which this id was made. */
export function snowflakeTimeMs(id: string): number {
  return Number(BigInt(id) >> 22n) + discordEpochMs;
}

/** Whether `value` has the form of an id. */
export function isSnowflake(value: unknown): value is string {
  return typeof value === "string" && /^[0-9]{1,20}$/.test(value);
}
