import type { CommandCall, CommandDeps } from "../core/command.ts";
import { deletedBranches } from "./asked-branch.ts";
import { readableBranches } from "./find-branch.ts";

/**
 * `/branch rename old new` and `/branch delete name`, which people write as well: the options with which `/branches`
 * does it. Undefined where no branch of that name is there: then it is the name of a new one.
 */
export async function branchVerb(
  call: CommandCall,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<Record<string, string> | undefined> {
  const [, verb, rest] = /^\s*(rename|delete)\s+(\S.*)$/is.exec(String(call.options.name ?? "")) ?? [];
  if (!verb || !rest || call.options.from !== undefined) return undefined;
  const action = verb.toLowerCase();
  const wanted = rest.trim();
  const there = await readableBranches(call, deps, signal);
  // one that was asked about may be gone by the time of the answer
  const gone = call.pressed ? await deletedBranches(call, deps, signal) : [];
  const names = [...there, ...gone].map((b) => b.name);
  if (action === "rename" && call.attempt > 1) {
    const renamed = renamedBefore(wanted, names);
    // unless it was the name of a new branch, made by an earlier attempt
    if (renamed && !names.includes(`${verb} ${wanted}`)) return renamed;
  }
  const quoted = (name: string) => [name, `"${name}"`, `“${name}”`];
  // the longest first: `rename green door red door` may begin with a branch `green`, too
  for (const branch of names.toSorted((a, b) => b.length - a.length)) {
    for (const said of quoted(branch)) {
      const before = wanted.slice(0, said.length);
      if (before.toLowerCase() !== said.toLowerCase()) continue;
      const name = /^\s+(?:to\s+)?["“]?(.+?)["”]?$/is.exec(wanted.slice(said.length))?.[1];
      if (action === "delete" && wanted.length === said.length) return { action, branch };
      if (action === "rename" && name !== undefined) return { action, branch, name };
    }
  }
  return undefined;
}

/** An earlier attempt may have renamed it: then the new name is there, and not the old one. */
function renamedBefore(wanted: string, names: readonly string[]): Record<string, string> | undefined {
  for (const name of names.toSorted((a, b) => b.length - a.length)) {
    const [, before] = /^["“]?(.+?)["”]?\s+(?:to\s+)?["“]?$/is.exec(withoutEnd(wanted, name) ?? "") ?? [];
    if (before !== undefined) return { action: "rename", branch: before, name };
  }
  return undefined;
}

function withoutEnd(text: string, end: string): string | undefined {
  const whole = text.replace(/["”]$/, "");
  return whole.endsWith(end) ? whole.slice(0, -end.length) : undefined;
}
