import type { Clock } from "../../core/clock.ts";
import { type Log, logged } from "../../core/log.ts";
import type { Api } from "./api.ts";
import type { Channels } from "./channels.ts";
import { compareIds, timeOf } from "./snowflake.ts";

export interface SilenceDeps {
  api: Api;
  channels: Channels;
  clock: Clock;
  log: Log;
  /** When the gateway last told of anything, by `clock.monotonic`. */
  heardAt(): number;
  /** The connection is worth nothing. */
  onDeaf(): void;
}

const lookEveryMs = 60_000;
const quietMs = 5 * 60_000;
const channelsAtMost = 3;
/** A message younger than that may still be on its way. */
const underWayMs = 30_000;

/**
 * Finds out when Discord answers heartbeats and tells nothing: whenever it has been quiet for long, the channels last
 * written in are looked up, and one that has a newer message than was told of gives it away.
 */
export function watchSilence(deps: SilenceDeps, signal: AbortSignal): void {
  const { clock } = deps;
  clock.timer(lookEveryMs, async () => {
    if (signal.aborted) return;
    try {
      if (clock.monotonic() - deps.heardAt() >= quietMs && (await isDeaf(deps, signal))) {
        deps.log.error({}, "Discord no longer tells what happens; connecting anew");
        deps.onDeaf();
      }
    } catch (error) {
      if (!signal.aborted)
        deps.log.warn(logged(error), "it could not be found out whether Discord fell silent");
    }
    if (!signal.aborted) watchSilence(deps, signal);
  });
}

async function isDeaf({ api, channels, clock }: SilenceDeps, signal: AbortSignal): Promise<boolean> {
  for (const { id } of channels.lastWritten(channelsAtMost)) {
    const answer = await api.persist({ method: "GET", path: `/channels/${id}`, patienceMs: 2_000 }, signal);
    if (answer.kind !== "ok") continue;
    const there = (answer.body as { last_message_id?: string | null } | undefined)?.last_message_id;
    // asked again: it may have been told of meanwhile
    const told = channels.lastMessageOf(id);
    if (!there || !told || compareIds(there, told) <= 0) continue;
    if (clock.now() - timeOf(there) > underWayMs) return true;
  }
  return false;
}
