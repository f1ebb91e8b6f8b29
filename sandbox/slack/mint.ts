import type { Clock } from "../../src/core/clock.ts";

/** Makes ids and timestamps: the same run gives the same ones. */
export interface Mint {
  /** `F` → `F0SBX000001`. */
  id(prefix: string): string;
  /** A `ts` by the clock, unique and growing within its channel: `1767225600.000100`. */
  ts(channel: string): string;
  /** Hex text that looks random but is not. */
  secret(): string;
}

export function createMint(clock: Clock): Mint {
  const counters = new Map<string, number>();
  const lastMicros = new Map<string, number>();
  const count = (name: string) => {
    const next = (counters.get(name) ?? 0) + 1;
    counters.set(name, next);
    return next;
  };
  return {
    id: (prefix) => `${prefix}0SBX${count(prefix).toString(36).toUpperCase().padStart(6, "0")}`,
    ts(channel) {
      const micros = Math.max(Math.trunc(clock.now() * 1_000), (lastMicros.get(channel) ?? 0) + 100);
      lastMicros.set(channel, micros);
      return `${Math.trunc(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, "0")}`;
    },
    secret: () => (count("secret") * 2_654_435_761).toString(16).padStart(12, "a"),
  };
}
