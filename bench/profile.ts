import type { Profiler } from "node:inspector/promises";
import { join } from "node:path";
import { createDatabase } from "./database.ts";
import { type Load, measure } from "./measure.ts";
import { type PlatformName, startSubject } from "./subject.ts";

const rounds = 6;
const functionsShown = 45;

/** Runs Parley on PostgreSQL alone under V8's profiler and tells where the time of its process goes, once warm. */
export async function profileParley(
  platform: PlatformName,
  load: Load,
  progress: (text: string) => void,
): Promise<string> {
  await using database = await createDatabase("profile");
  const program = join(import.meta.dirname, "subjects/parley.ts");
  const environment = { DATABASE_URL: database.url };
  const subject = await startSubject({ name: "Parley", program, environment }, platform);
  await measure([subject], load, 1, progress);
  await subject.profile();
  const results = await measure([subject], load, rounds, progress);
  const profile = await subject.profiled();
  await subject.stop();
  progress("");
  const turns = results.get("Parley")?.turns ?? 0;
  return `\n${platform}: ${turns} turns\n${show(profile)}`;
}

function show(profile: Profiler.Profile): string {
  const frames = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const functions = new Map<string, number>();
  const owners = new Map<string, number>();
  let busy = 0;
  for (const [index, sample] of (profile.samples ?? []).entries()) {
    const frame = frames.get(sample);
    const spent = profile.timeDeltas?.[index] ?? 0;
    if (!frame || frame.functionName === "(idle)") continue;
    busy += spent;
    const where = placeOf(frame.url);
    add(functions, `${frame.functionName || "(anonymous)"}  ${where.file}:${frame.lineNumber + 1}`, spent);
    add(owners, where.owner, spent);
  }
  const top = (map: Map<string, number>, count: number) =>
    [...map]
      .sort(([, a], [, b]) => b - a)
      .slice(0, count)
      .map(([name, spent]) => `  ${((spent / busy) * 100).toFixed(1).padStart(5)} %  ${name}`)
      .join("\n");
  return `Busy ${(busy / 1e6).toFixed(2)} s. By owner:\n${top(owners, 20)}\nBy function, self time:\n${top(functions, functionsShown)}`;
}

function add(map: Map<string, number>, key: string, value: number): void {
  map.set(key, (map.get(key) ?? 0) + value);
}

/** The package, Node or folder of Parley that a file belongs to. */
function placeOf(url: string): { owner: string; file: string } {
  const [, inPackages] = /.*node_modules\/(.*)$/.exec(url) ?? [];
  if (inPackages) {
    const [scope = "", name = ""] = inPackages.split("/");
    return { owner: scope.startsWith("@") ? `${scope}/${name}` : scope, file: inPackages };
  }
  const [, own] = /.*\/((?:src|bench)\/.*)$/.exec(url) ?? [];
  if (own)
    return {
      owner: own
        .split("/")
        .slice(0, own.startsWith("src/platforms") ? 3 : 2)
        .join("/"),
      file: own,
    };
  return { owner: url.startsWith("node:") ? "node" : "(engine)", file: url || "(engine)" };
}
