import type { Clock } from "../../src/core/clock.ts";
import type { Discord } from "../discord/discord.ts";
import type { Ledger } from "../kernel/ledger.ts";
import type { Slack } from "../slack/slack.ts";

/** Parts of the page that change apart from each other. */
export type Area = "discord" | "slack" | "tools";

/** Says when something may have changed. */
export interface Pulse {
  /** Called once per turn of the event loop at most, after whatever happened in it. */
  watch(listener: (areas: ReadonlySet<Area>) => void): Disposable;
  beat(area: Area): void;
}

interface PulseDeps {
  discord: Discord;
  slack: Slack;
  ledger: Ledger;
  clock: Clock;
}

/** What changes by time alone (a status that fades, an answer that never came) is noticed this often. */
const tickMs = 1_000;

/**
 * Beats after each exchange with an app, each event of Discord's hub, and once a second.
 * Works only while somebody watches, so that a sandbox without a page open pays nothing.
 */
export function createPulse(deps: PulseDeps): Pulse {
  const listeners = new Set<(areas: ReadonlySet<Area>) => void>();
  let due: Set<Area> | undefined;
  let sources: DisposableStack | undefined;
  const beat = (area: Area) => {
    if (listeners.size === 0) return;
    if (due) {
      due.add(area);
      return;
    }
    due = new Set([area]);
    setImmediate(() => {
      const areas = due ?? new Set<Area>();
      due = undefined;
      for (const listener of listeners) listener(areas);
    });
  };
  const connect = () => {
    const stack = new DisposableStack();
    stack.use(
      deps.ledger.watch((entry) => {
        beat("tools");
        if (entry.service === "discord" || entry.service === "slack") beat(entry.service);
      }),
    );
    stack.use(deps.discord.hub.watch(() => beat("discord")));
    let timer: Disposable | undefined;
    const tick = () => {
      for (const area of ["discord", "slack", "tools"] as const) beat(area);
      timer = deps.clock.timer(tickMs, tick);
    };
    timer = deps.clock.timer(tickMs, tick);
    stack.defer(() => timer?.[Symbol.dispose]());
    return stack;
  };
  return {
    beat,
    watch(listener) {
      sources ??= connect();
      listeners.add(listener);
      return {
        [Symbol.dispose]: () => {
          listeners.delete(listener);
          if (listeners.size > 0) return;
          sources?.dispose();
          sources = undefined;
        },
      };
    },
  };
}
