import { setTimeout as sleep } from "node:timers/promises";
import { channels } from "./stubs/platform.ts";
import type { Subject } from "./subject.ts";
import type { Timing } from "./turns.ts";

export interface Load {
  /** Turns one after another, for latency, per round. */
  alone: number;
  /** Turns of each of those at once, for throughput, per round. */
  each: number;
  atOnce: number;
}

/** What one subject did over all rounds. */
export interface Measured {
  timings: Timing[];
  /** One figure a round. */
  turnsPerSecond: number[];
  cpuMsPerTurn: number[];
  rssMb: number;
  /** Calls to the platform per turn, by name. */
  calls: Record<string, number>;
  turns: number;
  lost: number;
  doubled: number;
}

export async function measure(
  subjects: readonly Subject[],
  load: Load,
  rounds: number,
  progress: (text: string) => void,
): Promise<Map<string, Measured>> {
  const results = new Map<string, Measured>();
  const asks = new Map(subjects.map((subject) => [subject, asker(subject)]));
  const ask = (subject: Subject) => (asks.get(subject) as Ask)();
  for (const subject of subjects) {
    progress(`warming up ${subject.name}`);
    await together(1, load.atOnce, () => ask(subject));
    await together(load.atOnce, Math.ceil((channels * 2) / load.atOnce), () => ask(subject));
    results.set(subject.name, {
      timings: [],
      turnsPerSecond: [],
      cpuMsPerTurn: [],
      rssMb: 0,
      calls: {},
      turns: 0,
      lost: 0,
      doubled: 0,
    });
  }
  for (let round = 1; round <= rounds; round++) {
    for (const subject of subjects) {
      progress(`round ${round} of ${rounds}: ${subject.name}`);
      const result = results.get(subject.name) as Measured;
      const before = new Map(subject.platform.calls);
      for (let turn = 0; turn < load.alone; turn++) {
        result.timings.push(await ask(subject));
      }
      const start = await subject.usage();
      const startedAt = performance.now();
      await together(load.atOnce, load.each, () => ask(subject));
      const seconds = (performance.now() - startedAt) / 1_000;
      // what is still to be done after the answers stand belongs to the turns
      await sleep(100);
      const end = await subject.usage();
      const turns = load.atOnce * load.each;
      result.turnsPerSecond.push(turns / seconds);
      result.cpuMsPerTurn.push((end.cpuMs - start.cpuMs) / turns);
      result.rssMb = end.rssMb;
      result.turns += load.alone + turns;
      for (const [name, count] of subject.platform.calls)
        result.calls[name] = (result.calls[name] ?? 0) + count - (before.get(name) ?? 0);
    }
  }
  for (const subject of subjects) {
    const result = results.get(subject.name) as Measured;
    for (const name of Object.keys(result.calls))
      result.calls[name] = (result.calls[name] ?? 0) / result.turns;
    result.lost = subject.turns.lost;
    result.doubled = subject.turns.doubled;
  }
  return results;
}

type Ask = () => Promise<Timing>;

/** Each question goes to the next channel, so that two at once never meet in one. */
function asker({ turns, platform }: Subject): Ask {
  let channel = 0;
  return () => {
    channel = (channel + 1) % channels;
    const { text, sent, answered } = turns.begin();
    sent();
    platform.say(channel, text);
    return answered;
  };
}

async function together(atOnce: number, each: number, task: () => Promise<unknown>): Promise<void> {
  const one = async () => {
    for (let turn = 0; turn < each; turn++) await task();
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
