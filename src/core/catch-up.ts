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
  const dms = await deps.store.chats.dms(platform.name, dmsAtMost);
  let unheard: InboundMessage[] = [];
  for await (const event of platform.history(since, dms, signal)) {
    const isLate = late(event, deps.clock);
    if (unheard[0] && (!isLate || event.place.channel !== unheard[0].place.channel)) {
      await tellOfMissed(unheard, deps);
      unheard = [];
    }
    if (isLate) unheard.push(event);
    else await deps.accept(event);
  }
  await tellOfMissed(unheard, deps);
}

/** One channel's late messages, in order: kept where everything is, and the newest addressed one of each conversation tells of all. */
async function tellOfMissed(messages: readonly InboundMessage[], deps: CatchUpDeps): Promise<void> {
  const known = await deps.store.messages.known(messages.map((m) => ({ place: m.place, id: m.id })));
  const fresh = messages.filter((m) => !known.has(m.id));
  const asked = Map.groupBy(
    fresh.filter((m) => m.address !== "none"),
    ({ place }) => place.thread ?? "",
  );
  for (const message of fresh) {
    const missed = asked.get(message.place.thread ?? "") ?? [];
    await deps.accept(message, message === missed.at(-1) ? missed.length : 0);
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
