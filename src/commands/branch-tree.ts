import type { Branch } from "../core/branches.ts";

/** Branches on one page of a list. */
export const pageSize = 20;

const deepest = 8;

/** Every branch below the one it left, oldest first. */
export function branchTree(branches: readonly Branch[]): { branch: Branch; depth: number }[] {
  const known = new Set(branches.map((b) => b.id));
  const below = Map.groupBy(branches, (b) => (b.parent && known.has(b.parent) ? b.parent : undefined));
  const walk = (parent: Branch["parent"], depth: number): { branch: Branch; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((branch) => [
      { branch, depth: Math.min(depth, deepest) },
      ...walk(branch.id, depth + 1),
    ]);
  return walk(undefined, 0);
}
