import type { Sql } from "postgres";

/** One connection, made when first used and made anew when lost; statements on it keep their order. */
export interface Line {
  readonly sql: Sql;
  /** Statements sent and not answered yet. */
  underWay: number;
}

export interface Lines {
  /** The first line with nothing under way, or else the one with the least. */
  free(): Line;
  end(): Promise<void>;
}

/**
 * A pool that prefers the same few connections, instead of using all in turn as postgres.js does: while there is little
 * to do, the server's processes behind them stay warm, and the others need not exist.
 */
export function openLines(count: number, open: () => Sql): Lines {
  const lines = Array.from({ length: count }, (): Line => ({ sql: open(), underWay: 0 }));
  return {
    free: () => lines.reduce((best, line) => (line.underWay < best.underWay ? line : best)),
    async end() {
      await Promise.all(lines.map(({ sql }) => sql.end({ timeout: 5 })));
    },
  };
}
