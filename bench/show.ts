import { type Figures, figures } from "./figures.ts";
import type { Verdict } from "./goals.ts";
import type { Measured } from "./measure.ts";

/** One column a subject, one row a figure. */
export function showTable(title: string, columns: readonly { name: string; figures: Figures }[]): string {
  const rows = figures.map(({ id, label, digits }) => [
    label,
    ...columns.map((c) => c.figures[id].toFixed(digits)),
  ]);
  return `\n${title}\n${aligned([["", ...columns.map((c) => c.name)], ...rows])}`;
}

/** `of` divided by each of the others. */
export function showRatios(
  of: { name: string; figures: Figures },
  others: readonly { name: string; figures: Figures }[],
): string {
  const rows = figures.map(({ id, label }) => [
    label.replace(/, (ms|MB)$| (ms|MB)$/, ""),
    ...others.map((o) => (of.figures[id] / o.figures[id]).toFixed(2)),
  ]);
  return `\n${of.name}, divided by\n${aligned([["", ...others.map((o) => o.name)], ...rows])}`;
}

export function showVerdicts(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ goal, ratio, met }) => [goal, ratio.toFixed(2), met ? "met" : "MISSED"]);
  return `\nGoals of Parley on PostgreSQL\n${aligned(rows)}`;
}

export function showCalls(results: ReadonlyMap<string, Measured>): string {
  const lines = [...results].map(([name, { calls, lost, doubled }]) => {
    const list = Object.entries(calls)
      .filter(([, perTurn]) => perTurn >= 0.005)
      .map(([call, perTurn]) => `${perTurn.toFixed(2)} ${call}`);
    return `  ${name}: ${list.join(", ")}; ${lost} lost, ${doubled} doubled`;
  });
  return `\nCalls to the platform per turn\n${lines.join("\n")}`;
}

function aligned(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? "")].length)),
  );
  return rows
    .map(
      (row) =>
        `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("   ")}`,
    )
    .join("\n");
}
