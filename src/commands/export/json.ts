import type { ExportBranch, ExportEntry, ExportMove } from "../../core/export.ts";
import type { BranchId } from "../../core/ids.ts";
import type { ExportHead, Render } from "./document.ts";

/** Changes when a reader of it would have to. */
const format = "parley-export/1";

/**
 * An export as JSON, every text exactly as it was said; one line an entry, so that it can be read in a stream too.
 * Times are ISO 8601 in UTC.
 *
 *     { "format": "parley-export/1", "exportedAt": TIME, "what": "branch" | "tree",
 *       "chat": { "id", "platform": "discord" | "slack", "workspace", "channel", "kind": "channel" | "dm" },
 *       "branches": [{
 *         "id", "name", "parent": REF | null, "forkedAt": the id of a message | null, "main", "current", "merged",
 *         "author": PERSON | null, "createdAt": TIME, "merges": [MERGE: what was merged into it],
 *         "entries": [
 *           { "kind": "message", "id", "role": "person" | "parley" | "marker", "author": PERSON, "at": TIME,
 *             "editedAt": TIME | null, "text", "note": string | null, "files": [{ "name", "mime", "sizeBytes" }],
 *             "superseded": true where the answer was given again later }
 *         | { "kind": "passage", "from": REF, "merge": the id of a merge | null }: what follows was said in that branch
 *         | { "kind": "elsewhere", "from": REF, "merge" }: messages show here too that stand under that branch
 *         ] }] }
 *
 * `REF` is `{ "id", "name": null for a branch that is not shown }`, `PERSON` `{ "id", "name" }`, `MERGE` `{ "id", "kind":
 * "append" | "replace" | "digest", "source": REF, "by": PERSON, "at": TIME }`. A marker's text is `afresh`: what was
 * said before it no longer counts for answers.
 */
export const json: Render = async function* (head, entries) {
  const { id, platform, workspace, channel, kind } = head.chat;
  const about = {
    format,
    exportedAt: time(head.at),
    what: head.what,
    chat: { id, platform, workspace, channel, kind },
  };
  yield `${JSON.stringify(about).slice(0, -1)},"branches":[`;
  let branches = 0;
  let inBranch = 0;
  for await (const entry of entries) {
    if (entry.kind === "branch") {
      yield `${branches++ > 0 ? "\n]}," : ""}\n${JSON.stringify(branchOf(entry.branch, head)).slice(0, -1)},"entries":[`;
      inBranch = 0;
    } else yield `${inBranch++ > 0 ? "," : ""}\n${JSON.stringify(entryOf(entry, head))}`;
  }
  yield branches > 0 ? "\n]}\n]}\n" : "]}\n";
};

function branchOf(branch: ExportBranch, head: ExportHead) {
  const { id, name, parent, forkedAt = null, main, current, merged, author = null, createdAt } = branch;
  return {
    id,
    name,
    parent: parent !== undefined && head.names.has(parent) ? refTo(parent, head) : null,
    forkedAt,
    main,
    current,
    merged,
    author,
    createdAt: time(createdAt),
    merges: branch.merges.map((move) => mergeOf(move, head)),
  };
}

function mergeOf({ id, kind, source, by, at }: ExportMove, head: ExportHead) {
  return { id, kind, source: refTo(source, head), by, at: time(at) };
}

function entryOf(entry: Exclude<ExportEntry, { kind: "branch" }>, head: ExportHead) {
  if (entry.kind !== "message")
    return { kind: entry.kind, from: refTo(entry.from, head), merge: entry.move?.id ?? null };
  const { id, role, author, at, editedAt, text, note = null, files, superseded } = entry.message;
  const edited = editedAt === undefined ? null : time(editedAt);
  return { kind: "message", id, role, author, at: time(at), editedAt: edited, text, note, files, superseded };
}

function refTo(id: BranchId, { names }: ExportHead) {
  return { id, name: names.get(id) ?? null };
}

function time(at: number): string {
  return new Date(at).toISOString();
}
