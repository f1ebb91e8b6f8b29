import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { exported } from "../support/exported.ts";
import { type StoreKind, storeKinds } from "../support/stores.ts";
import { BranchModel, type How } from "./branch-model.ts";
import { openWorld, type World } from "./branch-world.ts";

type Step =
  | { do: "say"; branch: number }
  | { do: "fork"; branch: number; at: number | undefined }
  | { do: "edit" | "delete"; message: number }
  | { do: "switch" | "drop"; branch: number }
  | { do: "merge"; source: number; target: number; how: How | "digest" }
  | { do: "undo" | "before"; move: number };

/** Mostly one of the first few, so that the same branches meet again and again. */
const some = fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 1_000 }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("say" as const), branch: some }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("fork" as const),
      branch: some,
      at: fc.option(some, { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("edit" as const, "delete" as const), message: some }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("switch" as const, "drop" as const), branch: some }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("merge" as const),
      source: some,
      target: some,
      how: fc.constantFrom("append" as const, "along" as const, "replace" as const, "digest" as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("undo" as const), move: some }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("before" as const), move: some }) },
);

/** How many histories, and how long: more where a server does the work. */
const efforts = { pglite: { numRuns: 5, maxLength: 30 }, postgres: { numRuns: 60, maxLength: 60 } } as const;

for (const kind of storeKinds()) describe(`branches on ${kind.name}`, () => suite(kind));

function suite(kind: StoreKind) {
  test("BRANCH-MODEL after any history every branch's path is that of plain lists, and nothing is doubled", async () => {
    await using t = await kind.make();
    const effort = efforts[kind.name];
    let chats = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: effort.maxLength }), async (steps) => {
        await replay(await openWorld(t.store, String(++chats)), steps, t.store);
      }),
      { numRuns: effort.numRuns },
    );
  });
}

test("BRANCH-CONCURRENT eight workers at once lose, double and interleave nothing", async (context) => {
  const server = storeKinds().find((kind) => kind.name === "postgres");
  if (!server) return context.skip("TEST_DATABASE_URL is unset");
  await using t = await server.make();
  const world = await openWorld(t.store, "1");
  const said: string[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async (_, worker) => {
      const random = randomFrom(worker + 1);
      for (let turn = 0; turn < 40; turn++) {
        const name = `${worker}.${turn}`;
        const names = await world.names();
        const pick = () => names[random(names.length)] ?? "main";
        const what = random(10);
        if (what < 4 && (await world.say(pick(), name))) said.push(name);
        if (what === 4 || what === 5) await world.fork(pick(), `b${name}`);
        const how = ([undefined, "append", "along", "replace"] as const)[what - 5];
        if (how) await world.merge(name, pick(), pick(), how);
        if (what === 9) await world.undo(`${worker}.${turn - 1 - random(5)}`);
      }
    }),
  );
  const names = await world.names();
  const seen = new Set<string>();
  for (const name of names) {
    const path = await world.path(name);
    assert.equal(new Set(path).size, path.length, `${name} shows something twice`);
    for (const text of path) seen.add(text);
  }
  assert.ok(said.length > 50 && names.length > 10, "the workers did something");
  assert.deepEqual(
    said.filter((text) => !seen.has(text)),
    [],
    "every message is on some branch",
  );
  for (const [i, source] of names.slice(0, 12).entries()) {
    const target = names[(i * 5 + 1) % names.length] ?? "main";
    const first = await world.merge(`last ${i}`, source, target, "along");
    if (first === "refused") continue;
    const [from, into] = [await world.path(source), await world.path(target)];
    assert.deepEqual(
      from.filter((text) => !into.includes(text)),
      [],
      `${target} shows all of ${source}`,
    );
    assert.equal(await world.merge(`again ${i}`, source, target, "along"), "nothing");
  }
});

/** Repeatable random numbers below `n` (a linear congruential generator, constants of Numerical Recipes). */
function randomFrom(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

async function replay(world: World, steps: readonly Step[], store: Parameters<typeof openWorld>[0]) {
  const model = new BranchModel();
  const deleted = new Set<string>();
  const edited = new Set<string>();
  const homes = new Map<string, string>();
  let count = 0;
  for (const s of steps) {
    const names = [...model.branches.values()].filter((b) => !b.deleted).map((b) => b.name);
    const pick = (n: number) => names[n % names.length] ?? "main";
    const name = `${s.do} ${++count}`;
    switch (s.do) {
      case "say":
        if (!(await world.say(pick(s.branch), name))) break;
        model.append(pick(s.branch), name);
        homes.set(name, pick(s.branch));
        break;
      case "fork": {
        const from = pick(s.branch);
        const path = model.get(from).path.filter((m) => m.startsWith("say") && !deleted.has(m));
        const at = s.at === undefined || path.length === 0 ? undefined : path[s.at % path.length];
        assert.equal(await world.fork(from, name, at), "forked");
        model.fork(from, name, at);
        break;
      }
      case "edit":
      case "delete": {
        const said = [...model.branches.values()].flatMap((b) => b.path).filter((m) => m.startsWith("say"));
        const message = said[s.message % Math.max(said.length, 1)];
        if (message === undefined) break;
        await (s.do === "edit" ? world.edit(message) : world.remove(message));
        (s.do === "edit" ? edited : deleted).add(message);
        break;
      }
      case "switch":
        await store.branches.switchTo(world.id(pick(s.branch)));
        model.current = pick(s.branch);
        break;
      case "drop": {
        const branch = pick(s.branch);
        const expected = branch === "main" ? "main" : branch === model.current ? "current" : "removed";
        assert.equal(await store.branches.remove(world.id(branch)), expected);
        if (expected === "removed") model.get(branch).deleted = true;
        break;
      }
      case "merge":
        await mergeBoth(world, model, name, pick(s.source), pick(s.target), s.how);
        break;
      case "undo": {
        const move = [...model.moves.keys()][s.move % Math.max(model.moves.size, 1)];
        if (move === undefined) break;
        assert.equal(await world.undo(move), model.undo(move));
        break;
      }
      case "before": {
        const move = [...model.moves.keys()][s.move % Math.max(model.moves.size, 1)];
        if (move === undefined) break;
        const expected = model.forkBefore(move, name) ? "forked" : "gone";
        assert.equal(await world.forkBefore(move, name), expected);
      }
    }
    await compare(world, model, deleted, edited);
  }
  await compareExports(world, model, homes, deleted, store);
}

/** A branch is exported with its whole path; in the tree each message stands once, at home if that shows it. */
async function compareExports(
  world: World,
  model: BranchModel,
  homes: ReadonlyMap<string, string>,
  deleted: ReadonlySet<string>,
  store: Parameters<typeof openWorld>[0],
): Promise<void> {
  const plain = (texts: readonly string[]) => texts.map((text) => text.replace(/!$/, ""));
  const shown = [...model.branches.values()].filter((b) => !b.deleted);
  const pathOf = (branch: (typeof shown)[0]) => branch.path.filter((m) => !deleted.has(m));
  const { branch, tree } = await exported(store, world.chat);
  for (const b of shown) assert.deepEqual(plain(await branch(world.id(b.name))), pathOf(b), b.name);
  const under = Object.entries(await tree()).flatMap(([name, texts]) =>
    plain(texts.filter((text) => !text.startsWith("["))).map((text) => ({ name, text })),
  );
  assert.deepEqual(under.map(({ text }) => text).sort(), [...new Set(shown.flatMap(pathOf))].sort());
  for (const { name, text } of under) {
    assert.ok(model.get(name).path.includes(text), `${name} shows ${text}`);
    const home = homes.get(text);
    const atHome = shown.find((b) => b.name === home && b.path.includes(text));
    if (atHome) assert.equal(name, home, text);
  }
}

async function mergeBoth(
  world: World,
  model: BranchModel,
  move: string,
  source: string,
  target: string,
  how: How | "digest",
): Promise<void> {
  const lost = (path: string[]) => model.get(target).path.some((m) => !path.includes(m));
  let expected = model.merged(source, target, how === "digest" ? "append" : how);
  if (how === "digest" && expected !== "refused") expected = [...model.get(target).path, `digest ${move}`];
  const kind = typeof expected === "string" ? expected : "merged";
  assert.equal(await world.merge(move, source, target, how), kind);
  if (typeof expected === "string") return;
  const kept = how === "replace" && lost(expected) ? `kept by ${move}` : undefined;
  model.move(move, target, expected, kept);
  if (how === "append") assert.equal(model.merged(source, target, how), "nothing");
}

async function compare(
  world: World,
  model: BranchModel,
  deleted: ReadonlySet<string>,
  edited: ReadonlySet<string>,
): Promise<void> {
  for (const branch of model.branches.values()) {
    const expected = branch.path.filter((m) => !deleted.has(m)).map((m) => (edited.has(m) ? `${m}!` : m));
    assert.deepEqual(await world.path(branch.name), expected, `the path of ${branch.name}`);
    assert.equal(new Set(expected).size, expected.length);
  }
}
