import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { contestants } from "./contestants.ts";
import { durability } from "./database.ts";
import { figuresOf } from "./figures.ts";
import { judge } from "./goals.ts";
import { type Load, measure } from "./measure.ts";
import { installPeers } from "./peers.ts";
import { profileParley } from "./profile.ts";
import { showCalls, showRatios, showTable, showVerdicts } from "./show.ts";
import { type PlatformName, startSubject } from "./subject.ts";

const { values: options } = parseArgs({
  options: {
    platform: { type: "string", default: "both" },
    rounds: { type: "string", default: "8" },
    alone: { type: "string", default: "60" },
    each: { type: "string", default: "20" },
    only: { type: "string" },
    // another checkout of Parley, measured beside this one: what did a change bring?
    before: { type: "string" },
    profile: { type: "boolean", default: false },
  },
});
const load: Load = { alone: Number(options.alone), each: Number(options.each), atOnce: 16 };
const rounds = Number(options.rounds);
const platforms: PlatformName[] = ["slack", "discord"];
const say = (text: string) => process.stdout.write(`${text}\n`);
const progress = (text: string) => void (process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`));

const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}; ${await durability()}`;
say(machine);
if (!options.profile) installPeers();
const runs: Record<string, unknown> = {};
for (const platform of platforms) {
  if (options.platform !== "both" && options.platform !== platform) continue;
  if (options.profile) say(await profileParley(platform, load, progress));
  else runs[platform] = await compare(platform);
}
if (!options.profile) save(runs);
process.exit(0);

/** All subjects side by side: each round measures every one of them, so that what disturbs one disturbs all. */
async function compare(platform: PlatformName): Promise<unknown> {
  await using unwind = new AsyncDisposableStack();
  const wanted = options.only?.split(",");
  const specs = (await contestants(platform, options.before, unwind)).filter(
    (s) => !wanted || wanted.includes(s.id),
  );
  const started = [];
  for (const spec of specs) {
    const subject = await startSubject(spec, platform);
    unwind.defer(() => subject.stop());
    started.push(subject);
  }
  const results = await measure(started, load, rounds, progress);
  progress("");
  const found = specs.flatMap(({ id, name }) => {
    const measured = results.get(name);
    return measured ? [{ id, name, figures: figuresOf(measured) }] : [];
  });
  const heading = platform === "slack" ? "Slack, events over HTTP" : "Discord, over the gateway";
  say(
    showTable(
      `${heading}: ${rounds} rounds of ${load.alone} turns alone and ${load.atOnce} × ${load.each} at once`,
      found,
    ),
  );
  const figuresBy = (id: string) => found.find((f) => f.id === id)?.figures;
  const parley = found.find((f) => f.id === "parley-postgres");
  const [bare, chatSdk] = [figuresBy("bare"), figuresBy("chat-sdk")];
  const verdicts =
    parley && bare ? judge(parley.figures, { bare, ...(chatSdk ? { "chat-sdk": chatSdk } : {}) }) : [];
  if (parley)
    say(
      showRatios(
        parley,
        found.filter((f) => ["parley-before", "bare", "chat-sdk"].includes(f.id)),
      ),
    );
  say(showVerdicts(verdicts));
  say(showCalls(results));
  say(`\nLoad of this machine meanwhile: ${loadavg()[0]?.toFixed(1)} (1 minute) on ${cpus().length} cores`);
  return { figures: found, verdicts, measured: Object.fromEntries(results) };
}

function save(runs: Record<string, unknown>): void {
  const at = new Date().toISOString();
  const directory = join(import.meta.dirname, "results");
  const file = join(directory, `${at.replace(/[:.]/g, "-")}.json`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, JSON.stringify({ at, machine, load, rounds, runs }, undefined, 1));
  say(`\nAll figures: ${file}`);
}
