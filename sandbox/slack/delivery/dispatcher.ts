import { eventCallback } from "../events/envelope.ts";
import { appHears } from "../events/subscriptions.ts";
import type { InnerEvent, World } from "../world.ts";
import { appRateLimited, createHourlyQuota } from "./quota.ts";
import type { Outcome, Outgoing, Transport } from "./transport.ts";

/** At once, after a minute, after five: then the event is lost (docs.slack.dev/apis/events-api, "Error handling"). */
const RETRY_AFTER_MS = [0, 60_000, 300_000];

export interface Dispatcher {
  /** Where things go from now on. `undefined`: nowhere; events are retried, people told. */
  transport: Transport | undefined;
  emit(event: InnerEvent): void;
  /** Sends a command or an interaction, once. */
  ask(outgoing: Outgoing): Promise<Outcome>;
  /** Sends an outer event of its own, such as `app_rate_limited`. */
  sendOuter(payload: Record<string, unknown>, name: string): void;
  /** Sends an event again as Slack's delayed retries do, as often as asked. */
  redeliver(payload: Record<string, unknown>, attempt: number, reason: string): Promise<Outcome>;
  /** Resolves when no attempt is under way; retries that wait for their time do not count. */
  idle(): Promise<void>;
}

export function createDispatcher(world: () => World): Dispatcher {
  const quota = createHourlyQuota(() => world().clock.now());
  let underWay = 0;
  let waiting: (() => void)[] = [];

  const attempt = async (outgoing: Outgoing, number: number, reason?: string): Promise<Outcome> => {
    underWay++;
    try {
      const { transport } = dispatcher;
      if (!transport) return { kind: "failed", reason: "connection_failed" };
      return await transport.send(outgoing, { number, ...(reason ? { reason } : {}) });
    } finally {
      underWay--;
      if (underWay === 0) {
        for (const wake of waiting) wake();
        waiting = [];
      }
    }
  };

  const deliver = async (outgoing: Outgoing, number = 0, reason?: string): Promise<void> => {
    const outcome = await attempt(outgoing, number, reason);
    if (outcome.kind === "acked" || outcome.noRetry) return;
    const afterMs = RETRY_AFTER_MS[number];
    if (afterMs === undefined) return;
    if (afterMs === 0) return deliver(outgoing, number + 1, outcome.reason);
    world().clock.timer(afterMs, () => void deliver(outgoing, number + 1, outcome.reason));
  };

  const dispatcher: Dispatcher = {
    transport: undefined,
    emit(event) {
      const here = world();
      if (!appHears(here.state, event)) return;
      const verdict = quota.take();
      if (verdict === "refused") return;
      if (verdict === "first-refused") {
        return dispatcher.sendOuter(appRateLimited(here), "event app_rate_limited");
      }
      const payload = eventCallback(here, event);
      void deliver({ kind: "event", name: `event ${event.type}`, payload, acceptsResponse: false });
    },
    ask: (outgoing) => attempt(outgoing, 0),
    sendOuter(payload, name) {
      void deliver({ kind: "event", name, payload, acceptsResponse: false });
    },
    redeliver(payload, number, reason) {
      const { type } = (payload.event ?? payload) as { type?: string };
      return attempt(
        { kind: "event", name: `event ${type}`, payload, acceptsResponse: false },
        number,
        reason,
      );
    },
    idle: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
  return dispatcher;
}
