import type { BranchGraph } from "../core/branch-picture.ts";

const longest = 1_000;

/** The tree in words, for those who can't see the picture. */
export function branchAlt({ branches, merges }: BranchGraph): string {
  const nameOf = new Map(branches.map((b) => [b.id, b.name]));
  const mergedInto = new Map(merges.map((m) => [m.source, nameOf.get(m.target)]));
  const current = branches.find((b) => b.current);
  const below = Map.groupBy(branches, (b) => b.parent);
  const sentences = branches.flatMap((parent) => {
    const children = below.get(parent.id) ?? [];
    if (children.length === 0) return [];
    const names = children.map((child) => {
      const into = mergedInto.get(child.id);
      return into === undefined ? child.name : `${child.name} (merged into ${into})`;
    });
    return [`From ${parent.name}: ${names.join(", ")}.`];
  });
  const count = branches.length === 1 ? "1 branch" : `${branches.length} branches`;
  const channel = current ? ` The channel goes on with ${current.name}.` : "";
  const text = `A graph of ${count}.${channel} ${sentences.join(" ")}`.trim();
  // one unit of room is all a platform counts by
  return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
}
