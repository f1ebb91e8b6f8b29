import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, env, exit, stdout } from "node:process";
import { parseArgs } from "node:util";
import { createSandbox, environment, type Sandbox } from "../../sandbox/sandbox.ts";
import type { PlatformName } from "../../src/core/ids.ts";
import type { StoreConfig } from "../../src/store/open-database.ts";
import { freshDatabase } from "../support/stores.ts";
import { watchSpecs } from "../support/watch-specs.ts";
import { answerStory } from "./answer-story.ts";
import { branchPoints } from "./branch-points.ts";
import { branchStory } from "./branch-story.ts";
import { picturePoints } from "./picture-points.ts";
import { pictureStory } from "./picture-story.ts";
import { crashPoints } from "./points.ts";
import { crash, openScene, recover } from "./scene.ts";
import type { Story, Telling } from "./story.ts";

/** Kills Parley at every point on the way of a message, a branch or a picture, starts it again and looks at what people see. */
const { values: flags } = parseArgs({
  args: argv.slice(2),
  options: {
    runs: { type: "string", default: "3" },
    /** Ids of points; K23 stands for K23-on and its like too. */
    only: { type: "string" },
    platform: { type: "string" },
  },
});

async function onPlatform(
  platform: PlatformName,
  stories: readonly Story[],
  runs: number,
): Promise<string[]> {
  const failures: string[] = [];
  await using sandbox = await createSandbox({ seed: { discord: { gateway: { identifyWindowMs: 200 } } } });
  using _watch = watchSpecs(sandbox.ledger);
  await using database = env.TEST_DATABASE_URL ? await freshDatabase(env.TEST_DATABASE_URL) : undefined;
  const directory = await mkdtemp(join(tmpdir(), "parley-crash-"));
  const other = platform === "discord" ? "SLACK_" : "DISCORD_";
  const variables = Object.fromEntries(
    Object.entries(environment(sandbox)).filter(([name]) => !name.startsWith(other)),
  );
  const config: StoreConfig = database
    ? { kind: "postgres", url: database.url, prepare: true, connections: 4 }
    : { kind: "pglite", directory };
  using scene = openScene(
    sandbox,
    platform,
    {
      ...variables,
      PORT: "0",
      DATA_DIR: directory,
      ...(database ? { DATABASE_URL: database.url } : {}),
    },
    config,
  );
  const told: { name: string; telling: Telling }[] = [];
  const fail = (name: string, error: unknown) => {
    failures.push(`${name}: ${(error as Error).message}`);
    stdout.write(`NOT OK ${failures.at(-1)}\nlast on the wire:\n${lastOnTheWire(sandbox)}\n`);
  };
  for (let run = 1; run <= runs; run++) {
    for (const story of stories) {
      const name = `${platform} ${story.id} run ${run}`;
      const began = Date.now();
      try {
        const telling = story.tell(scene, `${story.id.toLowerCase()}-${run}`);
        await crash(scene, story.kill(platform), telling.prepare, telling.act);
        await recover(scene, telling.finished, "an end of it");
        await telling.judge();
        told.push({ name, telling });
        stdout.write(`ok ${name}: ${story.what} (${Date.now() - began} ms)\n`);
      } catch (error) {
        fail(name, error);
      }
    }
  }
  // what was done long before must still stand as it did
  for (const { name, telling } of told) {
    try {
      telling.stillStands();
    } catch (error) {
      fail(`${name}, later`, error);
    }
  }
  await rm(directory, { recursive: true, force: true });
  return failures;
}

function lastOnTheWire(sandbox: Sandbox): string {
  const now = Date.now();
  return sandbox.ledger.entries
    .slice(-30)
    .map((e) => `  ${e.at - now} ms ${e.service} ${e.kind} ${e.name} ${e.status ?? ""}`)
    .join("\n");
}

const wanted = flags.only?.split(",");
const stories = [
  ...crashPoints.map(answerStory),
  ...branchPoints.map(branchStory),
  ...picturePoints.map(pictureStory),
].filter(({ id }) => !wanted || wanted.some((one) => id === one || id.startsWith(`${one}-`)));
const platforms = (["discord", "slack"] as const).filter((p) => !flags.platform || flags.platform === p);
const runs = Number(flags.runs);
const storiesOn = (platform: PlatformName) =>
  stories.filter((story) => !story.only || story.only === platform);
/** Slack counts what is read in a minute, and every start reads: two workspaces wait half as long. */
const sharesOf = (platform: PlatformName) => {
  const all = storiesOn(platform);
  if (platform === "discord") return [all];
  return [0, 1].map((rest) => all.filter((_, index) => index % 2 === rest));
};
// side by side: most of the time goes into waiting, for leases to run out and for limits
const failed = await Promise.all(
  platforms.flatMap((one) => sharesOf(one).map((stories) => onPlatform(one, stories, runs))),
);
const failures = failed.flat();
const total = platforms.reduce((sum, one) => sum + storiesOn(one).length * runs, 0);
stdout.write(`\n${total} told, ${failures.length} failures\n${failures.join("\n")}\n`);
exit(failures.length === 0 ? 0 : 1);
