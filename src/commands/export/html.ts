import { createHash } from "node:crypto";
import type { ExportBranch, ExportEntry } from "../../core/export.ts";
import { type ExportHead, mergedInto, type Render } from "./document.ts";
import { articleOf } from "./html-message.ts";
import { byWhom, nameIn, shownName } from "./html-words.ts";
import { pageStyle } from "./page-style.ts";
import { escapeHtml } from "./rich-text.ts";
import { minute, titleOf } from "./words.ts";

/**
 * An export as one page that asks nothing of any server: no script can run in it, and no style but its own counts,
 * whatever people wrote.
 */
export const html: Render = async function* (head, entries) {
  const title = escapeHtml(titleOf(head.chat));
  const isTree = head.branches.length > 1;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<div class="all${isTree ? " tree" : ""}">
<header class="top"><h1>${title}</h1>
<p class="about">${about(head)}</p></header>
`;
  if (isTree) yield* navigation(head);
  yield "<main>\n";
  const anchors = new Map(head.branches.map(({ branch }, index) => [branch.id, `b${index + 1}`]));
  const merged = mergedInto(head);
  let day = "";
  let open = false;
  for await (const entry of entries) {
    if (entry.kind === "branch") {
      yield `${open ? "</section>\n" : ""}${branchHead(entry.branch, head, anchors, merged)}`;
      open = true;
      day = "";
    } else if (entry.kind === "message") {
      const date = new Date(entry.message.at).toISOString().slice(0, 10);
      if (date !== day) yield `<div class="day"><span>${date}</span></div>\n`;
      day = date;
      yield articleOf(entry.message);
    } else yield marker(entry, head, anchors);
  }
  yield `${open ? "</section>\n" : ""}</main>
<footer>Exported from Parley on ${minute(head.at)}. Times are in UTC.</footer>
</div>
</body>
</html>
`;
};

const hash = createHash("sha256").update(pageStyle).digest("base64");
const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;

type Anchors = ReadonlyMap<ExportBranch["id"], string>;

function about({ what, branches, at }: ExportHead): string {
  const count = branches.length === 1 ? "one branch" : `${branches.length} branches`;
  const which =
    what === "tree"
      ? `All of it, ${count}. Each message stands in the branch it was said in.`
      : "One branch.";
  return `${which} As of ${minute(at)}.`;
}

function* navigation({ branches }: ExportHead): Generator<string> {
  yield '<nav aria-label="Branches"><p>Branches</p><ul>\n';
  for (const [index, { branch, depth }] of branches.entries())
    yield `<li class="d${depth}"><a href="#b${index + 1}"><bdi>${shownName(branch.name)}</bdi>${branch.merged ? "<small>merged</small>" : ""}</a></li>\n`;
  yield "</ul></nav>\n";
}

function branchHead(
  branch: ExportBranch,
  head: ExportHead,
  anchors: Anchors,
  merged: ReturnType<typeof mergedInto>,
): string {
  const parent = branch.parent !== undefined && head.names.has(branch.parent) ? branch.parent : undefined;
  const at =
    head.what === "tree" && branch.forkedAt ? ` at <a href="#m-${branch.forkedAt}">this message</a>` : "";
  const by = branch.author ? `, by <bdi>${shownName(branch.author.name)}</bdi>` : "";
  const facts = [
    parent && `Left ${nameIn(head, parent, anchors)}${at} on ${minute(branch.createdAt)}${by}.`,
    ...branch.merges.map(
      (m) => `${nameIn(head, m.source, anchors)} was merged here (${m.kind})${byWhom(m)}.`,
    ),
    ...(merged.get(branch.id) ?? []).map(
      ({ target, move }) => `Merged into ${nameIn(head, target, anchors)} (${move.kind})${byWhom(move)}.`,
    ),
  ].filter((fact) => fact !== undefined);
  return `<section id="${anchors.get(branch.id) ?? ""}">
<div class="branch"><h2><bdi>${shownName(branch.name)}</bdi></h2>${facts.map((fact) => `<p class="facts">${fact}</p>`).join("")}</div>
`;
}

function marker(
  entry: ExportEntry & { kind: "passage" | "elsewhere" },
  head: ExportHead,
  anchors: Anchors,
): string {
  const name = nameIn(head, entry.from, anchors) + (entry.move ? `, merged${byWhom(entry.move)}` : "");
  const told =
    entry.kind === "passage"
      ? `from here on said in ${name}`
      : `here follows what was said in ${name}; it stands there`;
  return `<div class="note"><span>${told}</span></div>\n`;
}
