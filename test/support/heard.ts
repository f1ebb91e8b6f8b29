import type { Inbound, Person, Place } from "../../src/core/inbound.ts";
import type { Choice, FormAnswer, Handler } from "../../src/core/platform.ts";

/** Keeps what an adapter hands over, and lets a test wait for it. */
export interface Heard extends Handler {
  readonly events: readonly Inbound[];
  /** The first event, past or to come, for which `match` holds; rejects after half a minute of real time. */
  until<Kind extends Inbound["kind"]>(
    kind: Kind,
    match?: (event: Extract<Inbound, { kind: Kind }>) => boolean,
  ): Promise<Extract<Inbound, { kind: Kind }>>;
  /** The next so many events are refused, as when the database is down. */
  refuse(times: number): void;
  /** What whoever asks for a form gets from now on. */
  answerForms(answer: FormAnswer | Promise<FormAnswer>): void;
  /** Forms that were asked for: of a command, or of an answer's job. */
  readonly asked: readonly { of: string; place: Place; person: Person }[];
}

/** A busy machine may take its time. */
const patienceMs = 30_000;

export function keepHeard(choices: readonly Choice[] = []): Heard {
  const events: Inbound[] = [];
  const waiting = new Set<() => void>();
  const asked: { of: string; place: Place; person: Person }[] = [];
  let refusals = 0;
  let form: FormAnswer | Promise<FormAnswer> = { kind: "refused", text: "there is no form here" };
  const answerForm = async (of: string, place: Place, person: Person) => {
    asked.push({ of, place, person });
    return form;
  };
  return {
    events,
    async accept(event) {
      if (refusals > 0) {
        refusals -= 1;
        throw new Error("the store is down");
      }
      events.push(event);
      for (const look of waiting) look();
    },
    async suggest(_command, _option, typed) {
      return choices.filter((one) => one.name.includes(typed));
    },
    form: answerForm,
    formOf: (_action, of, place, person) => answerForm(of, place, person),
    asked,
    answerForms(answer) {
      form = answer;
    },
    refuse(times) {
      refusals = times;
    },
    until(kind, match = () => true) {
      type Wanted = Extract<Inbound, { kind: typeof kind }>;
      const find = () => events.find((one): one is Wanted => one.kind === kind && match(one as Wanted));
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = find();
          if (!found) return;
          waiting.delete(look);
          clearTimeout(timer);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          const kinds = events.map((one) => one.kind).join(", ");
          reject(new Error(`no such ${kind} came in; there were: ${kinds || "none"}`));
        }, patienceMs);
        waiting.add(look);
        look();
      });
    },
  };
}
