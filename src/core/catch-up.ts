import type { Accept } from "./accept.ts";
import type { Clock } from "./clock.ts";
import { answerWithinMs } from "./deliver.ts";
import type { Inbound, InboundMessage } from "./inbound.ts";
import { type Log, logged } from "./log.ts";
import type { Platform } from "./platform.ts";
import type { Store } from "./store.ts";

export interface CatchUpDeps {
  store: Store;
  clock: Clock;
  log: Log;
  accept: Accept;
}

/** Events may have been under way when the mark was set. */
const overlapMs = 60_000;
/** Older than that nobody waits for an answer, and reading it all would take too long. */
const lookBackMs = 24 * 60 * 60_000;

/**
 * Reads what arrived while nobody listened. What is at most 15 minutes old is answered; older messages get one
 * short notice per conversation, at the newest of them. What was accepted before is a duplicate.
 */
async function catchUp(platform: Platform, deps: CatchUpDeps, signal: AbortSignal): Promise<void> {
  const until = await deps.store.heard.until(platform.name);
  if (until === undefined) return;
  const since = Math.max(until - overlapMs, deps.clock.now() - lookBackMs);
  const unheard = new Map<string, InboundMessage[]>();
  const dms = await deps.store.chats.dms(platform.name, dmsAtMost);
  for await (const event of platform.history(since, dms, signal)) {
    if (late(event, deps.clock)) collect(unheard, event);
    else await deps.accept(event);
  }
  for (const messages of unheard.values()) {
    const known = await deps.store.messages.known(messages.map((m) => ({ place: m.place, id: m.id })));
    const missed = messages.filter((m) => !known.has(m.id));
    const newest = missed.at(-1);
    if (newest) await deps.accept(newest, missed.length);
  }
}

/** Each costs a request where the platform does not say what is new in them. */
const dmsAtMost = 200;
const againMs = [1_000, 5_000, 15_000, 60_000];
const markEveryMs = 10_000;

/** Notes that listening begins, so that not even the first message is lost to a crash. Before a platform is connected. */
export async function beginHeard(platform: Platform, { store, clock }: Pick<CatchUpDeps, "store" | "clock">) {
  if ((await store.heard.until(platform.name)) === undefined)
    await store.heard.mark(platform.name, clock.now());
}

/**
 * Catches up, as often as it takes, and from then on keeps the mark of how long this installation has been listening:
 * a mark set before everything up to it was accepted would lose what lies between.
 */
export async function keepUp(platform: Platform, deps: CatchUpDeps, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      await catchUp(platform, deps, signal);
      break;
    } catch (error) {
      if (signal.aborted) return;
      deps.log.warn(
        { platform: platform.name, ...logged(error) },
        "catching up failed and will be tried again",
      );
      await deps.clock.sleep(againMs[attempt] ?? 60_000, signal).catch(() => {});
    }
  }
  while (!signal.aborted) {
    try {
      if (platform.health().state === "connected")
        await deps.store.heard.mark(platform.name, deps.clock.now());
    } catch (error) {
      deps.log.warn(
        { platform: platform.name, ...logged(error) },
        "the time of listening could not be stored",
      );
    }
    await deps.clock.sleep(markEveryMs, signal).catch(() => {});
  }
}

function late(event: Inbound, clock: Clock): event is InboundMessage {
  return event.kind === "message" && clock.now() - event.at > answerWithinMs;
}

function collect(unheard: Map<string, InboundMessage[]>, message: InboundMessage): void {
  if (message.address === "none") return;
  const { workspace, channel, thread } = message.place;
  const key = `${workspace}/${channel}/${thread ?? ""}`;
  unheard.set(key, [...(unheard.get(key) ?? []), message]);
}
