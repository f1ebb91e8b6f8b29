import type { Branch } from "../core/branches.ts";

type Leaf = Pick<Branch, "id" | "parent">;

/** Branches on one page of a list. */
export const pageSize = 20;

const deepest = 8;

/** Every branch below the one it left, oldest first. */
export function branchTree<B extends Leaf>(branches: readonly B[]): { branch: B; depth: number }[] {
  const known = new Set(branches.map((b) => b.id));
  const below = Map.groupBy(branches, (b) => (b.parent && known.has(b.parent) ? b.parent : undefined));
  const walk = (parent: Leaf["parent"], depth: number): { branch: B; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((branch) => [
      { branch, depth: Math.min(depth, deepest) },
      ...walk(branch.id, depth + 1),
    ]);
  return walk(undefined, 0);
}
