import type { ReceiverEvent } from "@slack/bolt";
import type { Clock } from "../../core/clock.ts";
import type { CommandSpec } from "../../core/command.ts";
import { isParleyError, ParleyError } from "../../core/errors.ts";
import type { Log } from "../../core/log.ts";
import type { Handler } from "../../core/platform.ts";
import { asFields, type Fields, text } from "./fields.ts";
import type { Forms } from "./forms.ts";
import type { Self } from "./identity.ts";
import { noticeOf } from "./notice.ts";
import { parse, peopleIn } from "./parse.ts";
import type { People } from "./people.ts";
import type { Sessions } from "./sessions.ts";

/**
 * What Slack is to be told. `later`: not stored, so send it again. `refused`: it will not be sent again (a slash
 * command), so the person is asked to.
 */
type Receipt = { kind: "taken" } | { kind: "later" } | { kind: "refused"; text: string };

export interface Intake {
  /** Takes one body in; resolves once it is durable or cannot be made so. Never throws. */
  take(body: Fields, retryNum?: number): Promise<Receipt>;
  /** The part of it that Bolt runs as a listener. @throws where it could not be stored. */
  accept(body: Fields): Promise<void>;
  /** Resolves when nothing is being taken in. */
  idle(): Promise<void>;
}

/** Slack counts an event as lost after three seconds, and sends it again at once. */
const PATIENCE_MS = 2_500;
const TRY_AGAIN = "Parley could not take that in just now. Please try again in a moment.";

/**
 * The way of an event into the core: parsed, its names looked up, stored, and only then acknowledged. Bolt would
 * acknowledge first and run its listeners after, so that a store that is down would lose what came; here its `ack`
 * does nothing, and the receipt is given when the listener has come to its end.
 */
export function createIntake(deps: {
  /** `App.processEvent`. */
  process(event: ReceiverEvent): Promise<void>;
  handler: Handler;
  forms: Forms;
  self: Self;
  commands: readonly CommandSpec[];
  people: People;
  sessions: Sessions;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  onRevoked(): void;
}): Intake {
  const { people, sessions, clock, log, self } = deps;
  /** The look-up that precedes the last event of each channel: what comes after it stays behind it. */
  const lookups = new Map<string, Promise<unknown>>();
  const running = new Set<Promise<unknown>>();

  async function namesFor(body: Fields) {
    const asking = people.names(peopleIn(body, self), deps.signal);
    const channel = text(asFields(body.event), "channel");
    if (channel === undefined) return asking;
    const looking = Promise.all([asking, lookups.get(channel)]);
    lookups.set(channel, looking);
    const [names] = await looking;
    if (lookups.get(channel) === looking) lookups.delete(channel);
    return names;
  }

  async function accept(body: Fields): Promise<void> {
    const notice = noticeOf(body);
    if (notice === "revoked") deps.onRevoked();
    if (notice === "rate-limited") log.warn({}, "Slack has more events than it will deliver, and drops some");
    const context = { self, commands: deps.commands, receivedAt: clock.now() };
    // A form has to be open before names could be looked up; nothing of it is stored.
    const interaction = text(body, "trigger_id") && parse(body, { ...context, names: new Map() });
    if (interaction && deps.forms.take(interaction)) return;
    const names = await namesFor(body);
    const event = parse(body, { ...context, names });
    if (!event) return;
    // Before, for the work may begin while it is being stored.
    sessions.noticed(event);
    await deps.handler.accept(event);
  }

  async function take(body: Fields, retryNum: number | undefined): Promise<Receipt> {
    const event: ReceiverEvent = { body: { ...body }, ack: async () => {} };
    if (retryNum !== undefined) event.retryNum = retryNum;
    try {
      await within(deps.process(event), clock, PATIENCE_MS);
      return { kind: "taken" };
    } catch (error) {
      const code = isParleyError(error) ? error.code : "unexpected";
      log.error({ code }, "an event was not stored; Slack is asked to send it again");
      return text(body, "command") ? { kind: "refused", text: TRY_AGAIN } : { kind: "later" };
    }
  }

  return {
    accept,
    take(body, retryNum) {
      const taking = take(body, retryNum);
      running.add(taking);
      return taking.finally(() => running.delete(taking));
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** Waits for `work` no longer than `ms`; what it comes to later is nobody's concern any more. */
async function within(work: Promise<void>, clock: Clock, ms: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  using _ = clock.timer(ms, () => reject(new ParleyError("store_failed", "an event was not stored in time")));
  work.catch(() => {});
  await Promise.race([work, late]);
}
