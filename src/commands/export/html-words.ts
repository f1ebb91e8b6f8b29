import { cleanName } from "../../core/clean-name.ts";
import type { ExportMove } from "../../core/export.ts";
import type { BranchId } from "../../core/ids.ts";
import type { ExportHead } from "./document.ts";
import { escapeHtml } from "./rich-text.ts";
import { minute } from "./words.ts";

/** A name that people chose, in HTML. */
export function shownName(name: string): string {
  return escapeHtml(cleanName(name) ?? "someone");
}

/** A branch's name, leading to it where it is on the page. */
export function nameIn({ names }: ExportHead, id: BranchId, anchors: ReadonlyMap<BranchId, string>): string {
  const name = names.get(id);
  if (name === undefined) return "a branch that is not shown";
  const anchor = anchors.get(id);
  const shown = `<bdi>${shownName(name)}</bdi>`;
  return anchor === undefined ? `<b>${shown}</b>` : `<a href="#${anchor}">${shown}</a>`;
}

export function byWhom({ by, at }: ExportMove): string {
  return ` by <bdi>${shownName(by.name)}</bdi> on ${minute(at)}`;
}
