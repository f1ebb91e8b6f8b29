import type { Clock } from "./clock.ts";
import { isParleyError, ParleyError } from "./errors.ts";
import type { JobId } from "./ids.ts";
import type { Person, Place } from "./inbound.ts";
import type { Log } from "./log.ts";
import { logged } from "./log.ts";
import type { Button, Content, LiveStream, Platform, Sent } from "./platform.ts";
import type { Probe } from "./probe.ts";
import type { SentPart } from "./store.ts";
import { words } from "./words.ts";

export interface AnswerDeps {
  platform: Platform;
  clock: Clock;
  log: Log;
  probe: Probe;
  /** Called when messages came to stand while more is to come, to have their ids stored. */
  onStanding(sent: readonly SentPart[]): void;
}

export interface AnswerTarget {
  job: JobId;
  place: Place;
  person: Person;
  repliesTo: string | undefined;
  /** What earlier attempts are known to have sent. */
  known: readonly SentPart[];
  /** Earlier attempts may have sent more than that: look before posting. */
  mayStand: boolean;
}

/** The visible side of one turn. */
export interface Answer {
  /** Shows `text`, the whole answer so far, as soon and as often as the platform allows. */
  show(text: string): void;
  /** Makes exactly this stand and tells what does. */
  finish(text: string, buttons: readonly Button[], signal: AbortSignal): Promise<SentPart[]>;
  /** Takes back whatever stands. */
  withdraw(signal: AbortSignal): Promise<void>;
  /** Stops writing and leaves what stands. */
  leave(): Promise<SentPart[]>;
}

/** A short wait for more text spares a post and an edit when the answer is short. */
const firstTextMs = 100;
/** When nothing has been written by then, a placeholder with a Stop button says that work goes on. */
const placeholderMs = 1_200;
const workingMs = 150;
const workingAgainMs = 8_000;
const neverAborted = new AbortController().signal;

export function openAnswer(target: AnswerTarget, deps: AnswerDeps): Answer {
  const { platform, clock } = deps;
  const life = new AbortController();
  const standing = new Map<number, { id: string; shown: string | undefined }>();
  for (const sent of target.known) standing.set(sent.part, { id: sent.platformId, shown: undefined });
  const stop: Button = { action: "stop", label: "Stop", job: target.job };
  let latest: string | undefined;
  let live: LiveStream | undefined;
  let pump: Promise<void> | undefined;
  let begun = false;
  let failure: unknown;
  let mayStand = target.mayStand;
  let changed = Promise.withResolvers<void>();

  const streams = () => Boolean(!mayStand && platform.liveText?.available(target.place, target.person));
  const timers = [
    clock.timer(workingMs, () => void showWorking()),
    // a native stream shows by itself that work goes on, and can only be opened with text
    clock.timer(placeholderMs, () => !streams() && begin()),
  ];

  async function showWorking(): Promise<void> {
    while (!life.signal.aborted && latest === undefined) {
      await platform.working(target.place, undefined, life.signal);
      await clock.sleep(workingAgainMs, life.signal).catch(() => {});
    }
  }

  function begin(): void {
    if (begun || life.signal.aborted) return;
    begun = true;
    pump = run().catch((error: unknown) => {
      failure = error;
      if (!life.signal.aborted) deps.log.warn({ job: target.job, ...logged(error) }, "live text failed");
    });
  }

  /**
   * Writes the newest text again and again, never two writes at once, until the answer is finished.
   * A write under way is never cut off: its outcome would be unknown.
   */
  async function run(): Promise<void> {
    if (await openLive()) return;
    let shown: string | undefined;
    while (!life.signal.aborted) {
      const text = latest ?? words.thinking;
      if (text === shown) {
        await changed.promise;
        continue;
      }
      changed = Promise.withResolvers();
      const wait = await write(contents(text, [stop]), neverAborted);
      if (shown === undefined) deps.onStanding(sentParts());
      shown = text;
      deps.probe("streaming");
      await clock.sleep(Math.max(wait, platform.limits.editIntervalMs), life.signal).catch(() => {});
    }
  }

  async function openLive(): Promise<boolean> {
    const liveText = platform.liveText;
    if (!liveText || latest === undefined || standing.size > 0 || !streams()) return false;
    const key = { job: target.job, part: 0, mayStand: false };
    mayStand = true;
    live = await liveText.open(target.place, target.person, latest, key, neverAborted);
    mayStand = false;
    standing.set(0, { id: live.id, shown: undefined });
    deps.onStanding(sentParts());
    deps.probe("streaming");
    if (latest !== undefined) live.show(latest);
    return true;
  }

  function contents(text: string, buttons: readonly Button[]): Content[] {
    const parts = platform.split(text);
    return parts.map((part, index) => ({
      text: part,
      ...(index === 0 && target.repliesTo !== undefined ? { repliesTo: target.repliesTo } : {}),
      ...(index === parts.length - 1 ? { buttons } : {}),
    }));
  }

  /** Makes `wanted` stand, part by part, in order. Gives the milliseconds until the next edit may follow. */
  async function write(wanted: readonly Content[], signal: AbortSignal): Promise<number> {
    let wait = 0;
    for (const [part, content] of wanted.entries()) {
      const there = standing.get(part);
      const face = JSON.stringify([content.text, content.buttons]);
      if (there?.shown === face) continue;
      if (there) {
        ({ nextEditMs: wait } = await platform.edit(target.place, there.id, content, signal));
        deps.probe("edited");
        standing.set(part, { id: there.id, shown: face });
        continue;
      }
      if (part > 0) deps.probe("between-parts");
      const sent = await post(part, content, signal);
      wait = sent.nextEditMs;
      standing.set(part, { id: sent.id, shown: face });
    }
    return wait;
  }

  /** After a failure nobody knows whether it stands, so the next try has to look first. */
  async function post(part: number, content: Content, signal: AbortSignal): Promise<Sent> {
    const key = { job: target.job, part, mayStand };
    mayStand = true;
    const sent = await platform.send(target.place, content, key, signal);
    mayStand = key.mayStand;
    deps.probe("posted");
    return sent;
  }

  function sentParts(): SentPart[] {
    return [...standing].map(([part, { id }]) => ({ part, platformId: id, place: target.place }));
  }

  /** Ends the live phase; a write under way is waited for, so that it can't overtake the final one. */
  async function settle(): Promise<void> {
    for (const timer of timers) timer[Symbol.dispose]();
    begun = true;
    life.abort(new ParleyError("cancelled", "the live phase is over"));
    changed.resolve();
    await pump;
    if (isParleyError(failure, "place_gone") || isParleyError(failure, "place_forbidden")) throw failure;
  }

  return {
    show(text) {
      const first = latest === undefined;
      latest = text;
      changed.resolve();
      if (live) live.show(text);
      else if (first) timers.push(clock.timer(firstTextMs, () => begin()));
    },
    async finish(text, buttons, signal) {
      await settle();
      deps.probe("delivering");
      const wanted = contents(text, buttons);
      if (live) {
        const ids = await live.finish(wanted, signal);
        standing.clear();
        for (const [part, id] of ids.entries()) standing.set(part, { id, shown: undefined });
      } else {
        await write(wanted, signal);
      }
      for (const [part, { id }] of [...standing]) {
        if (part < wanted.length) continue;
        await platform.remove(target.place, id, signal);
        standing.delete(part);
      }
      deps.probe("delivered");
      return sentParts();
    },
    async withdraw(signal) {
      await settle();
      await live?.abandon();
      // something may stand that only the read-back before a post can find
      if (standing.size === 0 && mayStand) await write(contents(words.stopped, []), signal);
      for (const [part, { id }] of [...standing]) {
        await platform.remove(target.place, id, signal);
        standing.delete(part);
      }
    },
    async leave() {
      await settle();
      await live?.abandon();
      return sentParts();
    },
  };
}
