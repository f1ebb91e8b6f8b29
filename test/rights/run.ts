import assert from "node:assert/strict";
import { untilHolds } from "../support/until-holds.ts";
import type { Act, Done, Trial } from "./act.ts";
import { outbound } from "./ground.ts";
import { fetchedSince } from "./requests.ts";
import { canaries, type Scene } from "./scene.ts";
import {
  type Expected,
  expected,
  type PlaceName,
  type RoleName,
  reachOf,
  rolesOn,
  type State,
  told,
} from "./table.ts";

export interface Case {
  act: Act;
  at: PlaceName;
  state: State;
  role: RoleName;
  wanted: Expected;
}

/** Every act there is in this place and state, for every role. */
export function casesOf(scene: Scene, acts: readonly Act[], at: PlaceName, state: State): Case[] {
  const { platform } = scene.ground;
  return acts
    .filter((act) => (act.in ?? [at]).includes(at) && (act.states ?? [state]).includes(state))
    .flatMap((act) =>
      rolesOn(platform)
        .filter((role) => !act.except?.includes(role))
        .map((role) => ({ act, at, state, role, wanted: wantedOf(platform, act, at, state, role) })),
    );
}

function wantedOf(
  platform: Scene["ground"]["platform"],
  act: Act,
  at: PlaceName,
  state: State,
  role: RoleName,
): Expected {
  if (act.whose && !act.whose(role, state)) return "hidden";
  return expected(platform, role, at, state, act.need);
}

/** Runs cases of one place and state: those that are to change nothing beside one another, the others one by one. */
export async function runCases(scene: Scene, cases: readonly Case[]): Promise<string[]> {
  const failures: string[] = [];
  const [first] = cases;
  if (!first) return failures;
  await scene.snapshot.restore(first.state);
  const isQuiet = ({ act, wanted }: Case) =>
    wanted !== "allowed" || !(act.changes || act.stops || act.asks || act.paints || act.alone);
  for (const batch of batchesOf(cases.filter(isQuiet))) failures.push(...(await together(scene, batch)));
  for (const one of cases.filter((c) => !isQuiet(c))) failures.push(...(await alone(scene, one)));
  return failures;
}

/** One act at a time, for people who are told nothing in the same way. */
function batchesOf(cases: readonly Case[]): Case[][] {
  return [...Map.groupBy(cases, ({ act }) => act.name).values()];
}

function titleOf({ act, at, state, role, wanted }: Case): string {
  return `${act.name}, by ${role}, in the ${at}, ${state}: ${wanted}`;
}

function trialOf(scene: Scene, { at, role }: Case): Trial {
  const here = scene.at[at];
  assert.ok(here);
  return { scene, who: scene.ground.person(role), role, at, place: here.place, here };
}

async function armed(scene: Scene, { act, at }: Case): Promise<void> {
  if (!act.stops) return;
  const here = scene.at[at];
  assert.ok(here);
  const found = await scene.stage.database.store.chats.find(here.place);
  await scene.snapshot.arm(here.turn.job, found?.branch);
}

function sinceNow(scene: Scene): number {
  scene.clock.skip(6_000);
  scene.ground.rest();
  return scene.stage.sandbox.ledger.entries.at(-1)?.seq ?? 0;
}

async function together(scene: Scene, batch: readonly Case[]): Promise<string[]> {
  const [first] = batch;
  assert.ok(first);
  await armed(scene, first);
  const since = sinceNow(scene);
  const [asked, painted, files] = [scene.asked, scene.painted, scene.ground.files()];
  const answers = await scene.snapshot.answers();
  const failures: string[] = [];
  await Promise.all(
    batch.map(async (one) => {
      try {
        const trial = trialOf(scene, one);
        const done = await one.act.do(trial);
        const words = await heard(scene, one, trial, done, since);
        check(one, words);
        if (one.wanted === "allowed") assertNoCanary(hiddenFrom(scene, one), words);
      } catch (error) {
        failures.push(`${titleOf(one)}\n  ${said(error)}`);
      }
    }),
  );
  try {
    await untilHolds(() => scene.stage.app.lanes.size === 0);
    const changed = await scene.snapshot.changed();
    const kept = new Set(
      batch.some(({ act }) => act.kept) ? ["message", "branch", "segment", "platform_message"] : [],
    );
    assert.deepEqual(
      changed.filter((table) => !kept.has(table)),
      [],
      "tables changed",
    );
    assert.equal(await scene.snapshot.answers(), answers, "answers");
    assert.equal(await scene.snapshot.stopped(), 0, "something was stopped");
    assert.equal(await scene.snapshot.strayAnswers(), 0, "another's invitation was taken up");
    assert.equal(scene.asked, asked, "the model was asked");
    assert.equal(scene.painted, painted, "the image model was asked");
    assert.equal(scene.ground.files(), files, "files");
    const denied = batch.every(({ wanted }) => wanted !== "allowed");
    if (denied) {
      assertNoCanary(everyCanary, outbound(scene.stage.sandbox, since).join("\n"));
      assert.deepEqual(fetchedSince(scene.stage.sandbox.ledger, since), [], "files were fetched");
    }
    if (changed.length > 0 || first.act.stops || first.act.name.endsWith("pressed"))
      await scene.snapshot.restore(first.state);
  } catch (error) {
    failures.push(`one of ${batch.map(titleOf).join("; ")}\n  ${said(error)}`);
    await scene.snapshot.restore(first.state);
  }
  return failures;
}

async function alone(scene: Scene, one: Case): Promise<string[]> {
  const { act } = one;
  try {
    await armed(scene, one);
    const since = sinceNow(scene);
    const [asked, painted, files] = [scene.asked, scene.painted, scene.ground.files()];
    const trial = trialOf(scene, one);
    const done = await act.do(trial);
    await untilHolds(() => scene.stage.app.lanes.size === 0);
    if (act.says) check(one, await heard(scene, one, trial, done, since, true));
    const changed = await scene.snapshot.changed();
    for (const table of act.changes ?? [])
      assert.ok(changed.includes(table as never), `${table} did not change`);
    if (!act.changes) assert.deepEqual(changed, [], "tables changed");
    assert.equal(scene.asked > asked, Boolean(act.asks), "the model was asked");
    assert.equal(scene.painted > painted, Boolean(act.paints), "the image model was asked");
    assert.equal((await scene.snapshot.stopped()) > 0, Boolean(act.stops), "something was stopped");
    const out = [...outbound(scene.stage.sandbox, since), ...scene.ground.filesSince(files)].join("\n");
    assertNoCanary(hiddenFrom(scene, one), out);
    if (act.name === "/export") assert.ok(scene.ground.files() > files, "no file");
    return [];
  } catch (error) {
    return [`${titleOf(one)}\n  ${said(error)}`];
  } finally {
    await scene.snapshot.restore(one.state);
  }
}

/** What the person is told; waited for where they have to be told something. */
async function heard(
  scene: Scene,
  { act, wanted }: Case,
  trial: Trial,
  done: Done,
  since: number,
  isAlone = false,
) {
  if (done.given !== undefined) return done.given;
  const { handle } = done;
  if (!handle) return "";
  const place = done.place ?? trial.place;
  const words = () => scene.ground.toldBy(handle, trial.who, since, isAlone ? place : undefined);
  const isTold = wanted !== "allowed" || act.says !== undefined;
  if (isTold) await untilHolds(() => words() !== "");
  return words();
}

function check({ act, wanted }: Case, words: string): void {
  if (wanted === "allowed") {
    if (act.says) assert.match(words, act.says);
    return;
  }
  if (words === "" && (act.silent || act.kept)) return;
  assert.match(words, told[wanted]);
  if (act.says) assert.doesNotMatch(words, act.says);
}

const everyCanary = [...Object.values(canaries), "canary-"];

/** Whatever stands where this person can't look, or where the answer is for everybody and not everybody can. */
function hiddenFrom({ ground }: Scene, { act, role, at }: Case): string[] {
  const hidden: string[] = [canaries.foreign, "canary-foreign"];
  if (at !== "private channel") hidden.push(canaries["private channel"], "canary-vault");
  if (at !== "dm") hidden.push(canaries.dm);
  const isClosed = reachOf(ground.platform, role, "private thread") === "none" || at !== "private thread";
  const mayName = (at === "channel" || at === "thread") && !act.isOpen;
  if (isClosed && !(mayName && reachOf(ground.platform, role, "private thread") !== "none"))
    hidden.push(canaries["private thread"], "canary-branch-whispered", "canary-whisperer");
  return hidden.filter((word) => word !== act.names);
}

function assertNoCanary(words: readonly string[], text: string): void {
  for (const word of words) {
    const at = text.indexOf(word);
    assert.ok(at < 0, `${word} got out: …${text.slice(Math.max(0, at - 160), at + 120)}…`);
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message.split("\n").slice(0, 12).join("\n  ") : String(error);
}
