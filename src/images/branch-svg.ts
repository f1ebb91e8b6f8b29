import type { BranchGraph } from "../core/branch-picture.ts";
import type { BranchId } from "../core/ids.ts";
import { type Layout, type Line, layOut, type Row } from "./branch-rows.ts";
import { fitText, textWidth } from "./text-width.ts";

const rowHeight = 30;
const laneWidth = 20;
const top = 52;
const left = 26;
const nameSize = 14;
const smallSize = 12;
const nameAtMost = 330;
const factsWidth = 330;
const bend = 12;
/** Told apart on white, and by people who see few colours (after Okabe and Ito, darkened). */
const colours = ["#0b5cad", "#c2410c", "#047857", "#9d174d", "#6d28d9", "#a16207", "#0e7490", "#57534e"];

/** The branches of a chat as SVG, in pixels of its own; every text is at least 12 of them tall. */
export function drawSvg(graph: BranchGraph): string {
  const layout = layOut(graph);
  const nameX = left + layout.lanes * laneWidth + 8;
  const names = layout.rows.map((row) => nameOf(row, nameAtMost));
  const nameWidth = Math.min(nameAtMost, Math.max(...names.map((n) => textWidth(n) * nameSize), 80));
  const factsX = nameX + nameWidth + 24;
  const width = Math.max(factsX + factsWidth, 560);
  const height = top + layout.rows.length * rowHeight + 14 + (layout.hidden > 0 ? 24 : 0);
  const order = new Map(layout.lines.map((line, index) => [line.branch.id, index]));
  const colourOf = (line: Line) => colours[(order.get(line.branch.id) ?? 0) % colours.length] ?? "#000";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    legend(graph.branches.length),
    ...layout.rows.map((row, index) => stripe(row, index, width, graph.here)),
    ...layout.lines.map((line) => trunk(line, layout, colourOf(line))),
    ...layout.rows.map((row, index) => crossing(row, index, colourOf)),
    ...layout.lines.map((line) => head(line, layout, colourOf(line))),
    ...layout.rows.map((row, index) => mark(row, index, colourOf)),
    ...layout.rows.map((row, index) => {
      const y = yOf(index) + 5;
      const style =
        row.kind === "fork"
          ? `font-size="${nameSize}" fill="#111827"`
          : `font-size="${nameSize}" fill="#6b7280"`;
      const bold = row.kind === "fork" && row.line.branch.current ? ' font-weight="bold"' : "";
      return [
        `<text x="${nameX}" y="${y}" ${style}${bold}>${escapeXml(names[index] ?? "")}</text>`,
        `<text x="${factsX}" y="${y}" font-size="${smallSize}" fill="#57606a">${facts(row, graph.here)}</text>`,
      ].join("");
    }),
    layout.hidden > 0
      ? `<text x="${left}" y="${height - 16}" font-size="${smallSize}" fill="#57606a">… and ${layout.hidden} more that were active longer ago</text>`
      : "",
    "</svg>",
  ].join("\n");
}

const xOf = (lane: number) => left + lane * laneWidth;
const yOf = (row: number) => top + row * rowHeight + rowHeight / 2;

function legend(count: number): string {
  const label = (x: number, text: string) =>
    `<text x="${x}" y="30" font-size="${smallSize}" fill="#57606a">${text}</text>`;
  const ink = "#57606a";
  return [
    `<text x="${left - 8}" y="31" font-size="17" font-weight="bold" fill="#111827">Branches</text>`,
    label(left + 92, `${count}`),
    `<circle cx="${left + 152}" cy="26" r="5" fill="${ink}"/>`,
    label(left + 164, "branched"),
    diamond(left + 250, 26, ink),
    label(left + 262, "merged"),
    `<circle cx="${left + 338}" cy="26" r="4.5" fill="#ffffff" stroke="${ink}" stroke-width="2.5"/>`,
    label(left + 350, "newest message"),
  ].join("");
}

/** Leads the eye from a line to its name. */
function stripe(row: Row, index: number, width: number, here: BranchId): string {
  const isHere = row.kind === "fork" && row.line.branch.id === here;
  if (!isHere && index % 2 === 0) return "";
  const fill = isHere ? "#fff3c4" : "#f6f8fa";
  return `<rect x="8" y="${yOf(index) - rowHeight / 2}" width="${width - 16}" height="${rowHeight}" rx="5" fill="${fill}"/>`;
}

/** The row in which a line turns into another one for good: it ends in that bend. */
function endsInMerge(line: Line, { rows }: Layout): boolean {
  const last = rows[line.last];
  return last?.kind === "merge" && last.from === line;
}

function trunk(line: Line, layout: Layout, colour: string): string {
  const end = yOf(line.last) - (endsInMerge(line, layout) ? bend : 0);
  if (line.last === line.first) return "";
  const x = xOf(line.lane);
  return `<path d="M${x} ${yOf(line.first)}V${end}" stroke="${colour}" stroke-width="2.5" fill="none"/>`;
}

/** The bend from one lane into another, with a pale edge where it crosses those between. */
function crossing(row: Row, index: number, colourOf: (line: Line) => string): string {
  const [from, to] = row.kind === "fork" ? [row.line.from, row.line] : [row.from, row.into];
  if (!from) return "";
  const [x, end, y] = [xOf(from.lane), xOf(to.lane), yOf(index)];
  const way = end > x ? bend : -bend;
  const path = `M${x} ${y - bend}Q${x} ${y} ${x + way} ${y}H${end}`;
  const colour = colourOf(row.kind === "fork" ? to : from);
  const dash = row.kind === "merge" ? ' stroke-dasharray="5 3"' : "";
  return [
    `<path d="M${x + way} ${y}H${end}" stroke="#ffffff" stroke-width="7" fill="none"/>`,
    `<path d="${path}" stroke="${colour}" stroke-width="2.5" fill="none"${dash}/>`,
  ].join("");
}

function head(line: Line, layout: Layout, colour: string): string {
  // a merge at its end is marked as such, wherever it leads
  if (line.last === line.first || layout.rows[line.last]?.kind === "merge") return "";
  return ring(xOf(line.lane), yOf(line.last), colour);
}

function mark(row: Row, index: number, colourOf: (line: Line) => string): string {
  const y = yOf(index);
  if (row.kind === "merge") return diamond(xOf(row.into.lane), y, colourOf(row.into));
  const { line } = row;
  if (line.first === line.last) return ring(xOf(line.lane), y, colourOf(line));
  return `<circle cx="${xOf(line.lane)}" cy="${y}" r="5.5" fill="${colourOf(line)}"/>`;
}

function ring(x: number, y: number, colour: string): string {
  return `<circle cx="${x}" cy="${y}" r="5" fill="#ffffff" stroke="${colour}" stroke-width="2.5"/>`;
}

function diamond(x: number, y: number, colour: string): string {
  return `<path d="M${x} ${y - 7}L${x + 7} ${y}L${x} ${y + 7}L${x - 7} ${y}Z" fill="${colour}" stroke="#ffffff" stroke-width="1"/>`;
}

function nameOf(row: Row, pixels: number): string {
  const ems = pixels / nameSize;
  if (row.kind === "fork") return fitText(row.line.branch.name, ems);
  const half = (ems - 3) / 2;
  return `${fitText(row.from.branch.name, half)} → ${fitText(row.into.branch.name, half)}`;
}

function facts(row: Row, here: BranchId): string {
  if (row.kind === "merge") return `merged · ${day(row.merge.at)}`;
  const { branch } = row.line;
  const flag = (text: string, colour: string) => `<tspan font-weight="bold" fill="${colour}">${text}</tspan>`;
  const all = [
    branch.id === here ? flag("here", "#92400e") : "",
    branch.current ? flag("the channel", "#0b5cad") : "",
    branch.messages === 1 ? "1 message" : `${branch.messages} messages`,
    branch.merged ? "merged" : "",
    branch.main ? "" : day(branch.createdAt),
  ];
  return all.filter((one) => one !== "").join(" · ");
}

/** In UTC, so that the same graph gives the same picture everywhere. */
function day(at: number): string {
  const date = new Date(at);
  const month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[date.getUTCMonth()];
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
}

/** XML knows no control characters, and no lone surrogates. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
