import type { Measured } from "./measure.ts";

/** What is compared: how it is got from what was measured, and how it is shown. */
export const figures = [
  {
    id: "modelP50",
    label: "event → model request, p50 ms",
    digits: 2,
    of: (m: Measured) =>
      at(
        m.timings.map((t) => t.eventToModel),
        0.5,
      ),
  },
  {
    id: "modelP95",
    label: "event → model request, p95 ms",
    digits: 2,
    of: (m: Measured) =>
      at(
        m.timings.map((t) => t.eventToModel),
        0.95,
      ),
  },
  {
    id: "finalP50",
    label: "last token → final text, p50 ms",
    digits: 2,
    of: (m: Measured) =>
      at(
        m.timings.map((t) => t.lastTokenToFinal),
        0.5,
      ),
  },
  {
    id: "finalP95",
    label: "last token → final text, p95 ms",
    digits: 2,
    of: (m: Measured) =>
      at(
        m.timings.map((t) => t.lastTokenToFinal),
        0.95,
      ),
  },
  {
    id: "turnsPerSecond",
    label: "turns per second, 16 at once",
    digits: 0,
    of: (m: Measured) => at(m.turnsPerSecond, 0.5),
  },
  {
    id: "cpu",
    label: "CPU per turn of the process, ms",
    digits: 2,
    of: (m: Measured) => at(m.cpuMsPerTurn, 0.5),
  },
  { id: "rss", label: "memory (RSS), MB", digits: 0, of: (m: Measured) => m.rssMb },
] as const;

export type FigureId = (typeof figures)[number]["id"];
export type Figures = Record<FigureId, number>;

export function figuresOf(measured: Measured): Figures {
  return Object.fromEntries(figures.map(({ id, of }) => [id, of(measured)])) as Figures;
}

/** Nearest-rank quantile. */
function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
