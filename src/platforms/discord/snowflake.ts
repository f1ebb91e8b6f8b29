/** First millisecond of Discord's ids (discord docs: reference, "Snowflakes"). */
const epochMs = 1_420_070_400_000n;

/** When the thing of this id came to be, in milliseconds since the Unix epoch. */
export function timeOf(snowflake: string): number {
  return Number((BigInt(snowflake) >> 22n) + epochMs);
}

/** The least id that something made at this time may have. */
export function snowflakeAt(timeMs: number): string {
  const sinceEpoch = BigInt(Math.floor(timeMs)) - epochMs;
  return (sinceEpoch > 0n ? sinceEpoch << 22n : 0n).toString();
}

/** Order of making: negative when `a` is older. Ids have no fixed length, so they cannot be compared as text. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
