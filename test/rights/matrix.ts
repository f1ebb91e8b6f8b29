import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { acts } from "./acts.ts";
import { foreignActs } from "./foreign-acts.ts";
import { casesOf, runCases } from "./run.ts";
import { openScene, type Scene } from "./scene.ts";
import type { PlaceName, PlatformName, State } from "./table.ts";

const grounds: readonly [PlaceName, readonly State[]][] = [
  ["channel", ["not shared", "shared", "shared, everyone views", "shared, owner alone"]],
  ["thread", ["shared"]],
  ["private thread", ["shared", "shared, everyone views"]],
  ["private channel", ["not shared", "shared"]],
  ["dm", ["not shared"]],
];

/**
 * Every act, by every role, in every kind of place, each of them done for real: what is allowed comes about, and of
 * what is not nothing changes, nothing is told but the refusal, and no word gets out that belongs elsewhere.
 */
export function matrix(platform: PlatformName, atLeast: number): void {
  describe(`rights on ${platform}`, () => {
    let scene: Scene;
    let done = 0;
    before(async () => {
      scene = await openScene(platform);
    });
    after(async () => {
      await scene[Symbol.asyncDispose]();
    });
    for (const [at, states] of grounds) {
      if (at === "private thread" && platform === "slack") continue;
      for (const state of states)
        test(`G14 A37 A39 every act by every role in the ${at}, ${state}`, async () => {
          const cases = casesOf(scene, acts, at, state);
          const failures = await runCases(scene, cases);
          done += cases.length;
          assert.equal(failures.length, 0, failures.join("\n"));
        });
    }
    for (const at of ["channel", "thread", "private channel"] as const)
      test(`A32 A33 A38 A40 what was copied from elsewhere is worth nothing in the ${at}`, async () => {
        const cases = casesOf(scene, foreignActs, at, "shared");
        const failures = await runCases(scene, cases);
        done += cases.length;
        assert.equal(failures.length, 0, failures.join("\n"));
      });
    test(`G14 there were at least ${atLeast} cases`, (t) => {
      t.diagnostic(`${done} cases on ${platform}`);
      assert.ok(done >= atLeast, `${done} cases`);
    });
  });
}
