import assert from "node:assert/strict";
import { test } from "node:test";
import type { BranchGraph } from "../core/branch-picture.ts";
import type { Branch } from "../core/branches.ts";
import { systemClock } from "../core/clock.ts";
import { branchId } from "../core/ids.ts";
import { branchAlt } from "./branch-alt.ts";
import { createBranchPicture } from "./branch-picture.ts";
import { layOut } from "./branch-rows.ts";
import { drawSvg } from "./branch-svg.ts";
import { createPng } from "./png.ts";

const log = { info() {}, warn: () => assert.fail("nothing is logged"), error: () => assert.fail() };

function branch(name: string, at: number, parent?: string, more: Partial<Branch> = {}): Branch {
  return {
    id: branchId(name),
    name,
    parent: parent === undefined ? undefined : branchId(parent),
    thread: undefined,
    main: parent === undefined,
    audience: undefined,
    current: parent === undefined,
    merged: false,
    author: undefined,
    messages: 3,
    createdAt: at,
    activeAt: at,
    ...more,
  };
}

const merge = (source: string, target: string, at: number) => ({
  source: branchId(source),
  target: branchId(target),
  at,
});
const graph = (branches: Branch[], merges: BranchGraph["merges"] = []): BranchGraph => ({
  branches,
  merges,
  here: branchId("main"),
});

test("BRANCH-PICTURE rows go by time, a lane is free again below its last row, and merges end lines", () => {
  const layout = layOut(
    graph(
      [branch("main", 0), branch("a", 10, "main"), branch("b", 20, "main"), branch("c", 40, "a")],
      [merge("b", "main", 30)],
    ),
  );
  const rows = layout.rows.map((row) =>
    row.kind === "fork"
      ? `${row.line.branch.name} on ${row.line.lane}`
      : `${row.from.branch.name} into ${row.into.branch.name}`,
  );
  assert.deepEqual(rows, ["main on 0", "a on 1", "b on 2", "b into main", "c on 2"]);
  assert.equal(layout.lanes, 3);
  const again = layOut(graph([branch("main", 0), branch("a", 10, "main"), branch("b", 20, "main")]));
  assert.equal(again.lanes, 2, "nothing happens in a any more when b begins");
});

test("BRANCH-PICTURE no two lines share a lane in one row, and none begins before the one it leaves", () => {
  const names = Array.from({ length: 60 }, (_, i) => `b${i}`);
  const parents = names.map((_, i) => (i % 3 === 0 ? "main" : `b${Math.floor(i / 2)}`));
  const branches = names.map((name, i) =>
    branch(name, 1_000 - ((i * 37) % 60), i === 0 ? "main" : parents[i]),
  );
  const all = graph(
    [branch("main", 500), ...branches],
    [merge("b5", "b2", 2_000), merge("b9", "main", 2_001)],
  );
  const { rows, lines } = layOut(all);
  assert.equal(lines.length, 61);
  for (const row of rows.keys()) {
    const lanes = lines.filter((l) => l.first <= row && row <= l.last).map((l) => l.lane);
    assert.equal(new Set(lanes).size, lanes.length, `row ${row}`);
  }
  for (const line of lines) assert.ok(!line.from || line.from.first < line.first);
  assert.equal(drawSvg(all), drawSvg(all));
});

test("BRANCH-PICTURE of too many those active last are shown, on what is shown of their parents", () => {
  const many = Array.from({ length: 300 }, (_, i) => branch(`b${i}`, i, i === 0 ? "main" : `b${i - 1}`));
  const layout = layOut(graph([branch("main", 0), ...many]));
  assert.equal(layout.hidden, 221);
  const eldest = layout.lines.find((line) => line.branch.name === "b221");
  assert.equal(eldest?.from?.branch.name, "main");
  assert.match(drawSvg(graph([branch("main", 0), ...many])), /… and 221 more/);
});

test("BRANCH-PICTURE names are text whatever is in them, cut to their column, and none smaller than 12", () => {
  const name = `</text><script>&"'\u0007\u{1F98A} ${"m".repeat(60)}`;
  const svg = drawSvg(graph([branch("main", 0), branch(name, 1, "main")]));
  assert.ok(svg.includes("&lt;/text&gt;&lt;script&gt;&amp;&quot;"));
  assert.ok(!svg.includes("<script") && !svg.includes("\u0007"));
  assert.match(svg, /mm…<\/text>/);
  const sizes = [...svg.matchAll(/font-size="(\d+)"/g)].map(([, size]) => Number(size));
  assert.ok(Math.min(...sizes) >= 12);
});

test("BRANCH-PICTURE where it can't be drawn there is none, and a line in the log", async () => {
  const script = new URL("data:text/javascript,process.exit(1)");
  await using png = createPng({ clock: systemClock, script });
  const warned: string[] = [];
  const warn = (_: object, message: string) => void warned.push(message);
  const picture = await createBranchPicture({ log: { ...log, warn }, png })(graph([branch("main", 0)]));
  assert.equal(picture, undefined);
  assert.deepEqual(warned, ["the picture of the branches could not be drawn"]);
});

test("BRANCH-PICTURE it is a PNG at twice its size, described in at most 1,000 characters", async () => {
  const wide = Array.from({ length: 70 }, (_, i) => branch(`branch number ${i} 🦊`, i, "main"));
  const all = graph([branch("main", 0), ...wide], [merge("branch number 1 🦊", "main", 99)]);
  await using png = createPng({ clock: systemClock });
  const picture = await createBranchPicture({ log, png })(all);
  assert.ok(picture);
  const bytes = Buffer.from(picture.bytes);
  assert.equal(bytes.subarray(1, 4).toString(), "PNG");
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(drawSvg(all)) ?? [];
  assert.ok(Math.abs(bytes.readUInt32BE(16) - Number(width) * 2) <= 2);
  assert.ok(Math.abs(bytes.readUInt32BE(20) - Number(height) * 2) <= 2);
  assert.ok(picture.description?.length === 1_000 && picture.description.endsWith("…"));
  const few = branchAlt(graph([branch("main", 0), branch("a", 1, "main")], [merge("a", "main", 2)]));
  assert.equal(few, "A graph of 2 branches. The channel goes on with main. From main: a (merged into main).");
});
