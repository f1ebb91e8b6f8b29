export type How = "append" | "along" | "replace";

/** A branch as the reference has it: nothing but a list of messages. */
export interface ModelBranch {
  name: string;
  parent: string | undefined;
  path: string[];
  /** The message at which it left its parent. */
  fork: string | undefined;
  deleted: boolean;
  /** Changes with whatever is said or merged, and comes back when that is undone. */
  version: number;
  /** Something was said in it, or merged into it. */
  touched: boolean;
}

interface ModelMove {
  target: string;
  before: Pick<ModelBranch, "path" | "fork" | "version">;
  version: number;
  kept: string | undefined;
  undone: boolean;
}

/** What branches mean, in plain lists: slow, simple, and with nothing of how they are stored. */
export class BranchModel {
  readonly branches = new Map<string, ModelBranch>();
  readonly moves = new Map<string, ModelMove>();
  current = "main";
  #versions = 0;

  constructor() {
    this.#add("main", undefined, [], undefined);
  }

  #add(name: string, parent: string | undefined, path: string[], fork: string | undefined): void {
    const version = this.#versions++;
    this.branches.set(name, { name, parent, path, fork, deleted: false, version, touched: false });
  }

  get(name: string): ModelBranch {
    const found = this.branches.get(name);
    if (!found) throw new Error(`the model has no branch ${name}`);
    return found;
  }

  append(name: string, text: string): void {
    const branch = this.get(name);
    Object.assign(branch, { path: [...branch.path, text], version: this.#versions++, touched: true });
  }

  fork(from: string, name: string, at: string | undefined): void {
    const { path } = this.get(from);
    const own = at === undefined ? path : path.slice(0, path.indexOf(at) + 1);
    this.#add(name, from, own, own.at(-1));
  }

  /** A branch of what a merge's target showed right before it. @returns false where that is gone. */
  forkBefore(move: string, name: string): boolean {
    const { target, before } = this.moves.get(move) ?? {};
    if (target === undefined || !before || this.get(target).deleted) return false;
    this.#add(name, target, before.path, before.path.at(-1));
    return true;
  }

  /** Why a merge is refused, that it brings nothing, or the path that it makes. */
  merged(source: string, target: string, how: How): string[] | "refused" | "nothing" {
    if (source === target || this.#isAncestor(source, target)) return "refused";
    const [s, t] = [this.get(source), this.get(target)];
    const gained = s.path.filter((m) => !t.path.includes(m));
    const lost = t.path.filter((m) => !s.path.includes(m));
    if (how === "replace") return gained.length + lost.length === 0 ? "nothing" : s.path;
    const own = s.fork === undefined ? s.path : s.path.slice(s.path.indexOf(s.fork) + 1);
    const brought = how === "along" ? gained : own.filter((m) => !t.path.includes(m));
    return brought.length === 0 ? "nothing" : [...t.path, ...brought];
  }

  move(id: string, target: string, path: string[], kept: string | undefined): void {
    const t = this.get(target);
    const { path: old, fork, version } = t;
    if (kept !== undefined) {
      const parting = old.findIndex((m, i) => m !== path[i]);
      this.#add(kept, target, old, old.slice(0, parting < 0 ? old.length : parting).at(-1));
    }
    const left = fork !== undefined && !path.includes(fork);
    Object.assign(t, {
      path,
      fork: left ? path.findLast((m) => old.includes(m)) : fork,
      version: this.#versions++,
      touched: true,
    });
    this.moves.set(id, {
      target,
      before: { path: old, fork, version },
      version: t.version,
      kept,
      undone: false,
    });
  }

  undo(id: string): "undone" | "already" | "built-upon" | "gone" {
    const move = this.moves.get(id);
    if (!move) return "gone";
    const target = this.get(move.target);
    if (move.undone) return "already";
    if (target.deleted) return "gone";
    if (target.version !== move.version) return "built-upon";
    Object.assign(target, move.before);
    move.undone = true;
    const kept = move.kept === undefined ? undefined : this.get(move.kept);
    if (kept && !kept.touched && this.current !== kept.name) kept.deleted = true;
    return "undone";
  }

  #isAncestor(name: string, of: string): boolean {
    for (let up = this.get(of).parent; up !== undefined; up = this.get(up).parent)
      if (up === name) return true;
    return false;
  }
}
