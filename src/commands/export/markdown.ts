import { cleanName } from "../../core/clean-name.ts";
import type { ExportBranch, ExportEntry, ExportMessage, ExportMove } from "../../core/export.ts";
import type { BranchId } from "../../core/ids.ts";
import { type ExportHead, mergedInto, type Render } from "./document.ts";
import { escaped, quoted } from "./markdown-quote.ts";
import { legible, minute, titleOf } from "./words.ts";

/**
 * An export as Markdown: a heading for each branch, one for each message, whose text is quoted. In headings **Parley**
 * alone stands in bold; what people choose, their names among it, is escaped.
 */
export const markdown: Render = async function* (head, entries) {
  yield `# ${escaped(titleOf(head.chat))}\n\n${about(head)}\n`;
  if (head.branches.length > 1) {
    yield "\nBranches:\n\n";
    for (const { branch, depth } of head.branches)
      yield `${"  ".repeat(depth)}- ${escaped(branch.name)}${branch.merged ? " (merged)" : ""}\n`;
  }
  const merged = mergedInto(head);
  for await (const entry of entries) yield block(entry, head, merged);
};

function about({ what, at }: ExportHead): string {
  const which =
    what === "tree" ? "All branches; each message stands once, in the branch it was said in." : "One branch.";
  return `${which} Taken on ${minute(at)}, all times in UTC. **Parley** is the assistant.`;
}

function block(entry: ExportEntry, head: ExportHead, merged: ReturnType<typeof mergedInto>): string {
  switch (entry.kind) {
    case "branch":
      return `\n## ${escaped(entry.branch.name)}\n${facts(entry.branch, head, merged)}`;
    case "passage":
      return `\n*From here on said in ${origin(entry, head)}:*\n`;
    case "elsewhere":
      return `\n*Here follows what was said in ${origin(entry, head)}; it stands there.*\n`;
    case "message":
      return message(entry.message);
  }
}

function facts(branch: ExportBranch, head: ExportHead, merged: ReturnType<typeof mergedInto>): string {
  const parent = branch.parent === undefined ? undefined : head.names.get(branch.parent);
  const lines = [
    parent === undefined
      ? undefined
      : `Left ${escaped(parent)} on ${minute(branch.createdAt)}${by(branch.author?.name)}.`,
    ...branch.merges.map((m) => `${nameOf(head, m.source)} was merged here (${m.kind})${byWhom(m)}.`),
    ...(merged.get(branch.id) ?? []).map(
      ({ target, move }) => `Merged into ${nameOf(head, target)} (${move.kind})${byWhom(move)}.`,
    ),
  ].filter((line) => line !== undefined);
  return lines.map((line) => `\n${line}\n`).join("");
}

function message({ role, author, at, editedAt, text, note, files, superseded }: ExportMessage): string {
  const name = shownName(author.name);
  if (role === "marker")
    return `\n---\n\n*${name} started afresh here on ${minute(at)}: what stands above no longer counts.*\n`;
  const marks = [
    role === "parley" ? "**Parley**" : name,
    minute(at),
    editedAt === undefined ? undefined : "edited",
    superseded ? "an earlier answer, given again later" : undefined,
  ].filter((mark) => mark !== undefined);
  const blocks = [`### ${marks.join(" · ")}`];
  if (text !== "") blocks.push(quoted(text));
  if (files.length > 0)
    blocks.push(
      files.map((f) => `- 📎 ${shownName(f.name)} (${escaped(f.mime)}, ${f.sizeBytes} bytes)`).join("\n"),
    );
  if (note !== undefined) blocks.push(`(${escaped(legible(note).replace(/\s+/g, " "))})`);
  return `\n${blocks.join("\n\n")}\n`;
}

function nameOf({ names }: ExportHead, id: BranchId): string {
  const name = names.get(id);
  return name === undefined ? "a branch that is not shown" : escaped(name);
}

function byWhom(move: ExportMove): string {
  return `${by(move.by.name)} on ${minute(move.at)}`;
}

/** Where something was said, and what brought it here. */
function origin({ from, move }: ExportEntry & { kind: "passage" | "elsewhere" }, head: ExportHead): string {
  return `${nameOf(head, from)}${move ? `, merged${byWhom(move)}` : ""}`;
}

function by(name: string | undefined): string {
  return name === undefined ? "" : ` by ${shownName(name)}`;
}

function shownName(name: string): string {
  return escaped(cleanName(name) ?? "someone");
}
