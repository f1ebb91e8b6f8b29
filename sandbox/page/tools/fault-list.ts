import { z } from "zod";
import type { Fault, FaultRule, Faults } from "../../kernel/faults.ts";

const when = z.enum(["before", "after"]);
const ms = z.number().int().min(0).max(600_000);

/** A rule as the page's form gives it. */
export const faultForm = z.object({
  service: z.enum(["discord", "slack", "openai", "anthropic"]),
  name: z.string().trim().min(1).optional(),
  times: z.number().int().min(1).max(10_000).optional(),
  fault: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("status"),
      status: z.number().int().min(200).max(599),
      when,
      headers: z.record(z.string(), z.string()).optional(),
    }),
    z.object({ kind: z.literal("delay"), ms, when }),
    z.object({ kind: z.literal("reset"), when }),
    z.object({ kind: z.literal("hang"), when }),
    z.object({ kind: z.literal("truncate"), bytes: z.number().int().min(0) }),
  ]),
});

export interface FaultList {
  add(form: z.infer<typeof faultForm>): void;
  remove(id: number): void;
  /** Every rule that waits, whoever added it. */
  all(): object[];
}

/** Gives the kernel's rules ids, so that a page can take one away. */
export function createFaultList(faults: Faults): FaultList {
  const ids = new WeakMap<FaultRule, number>();
  const removals = new Map<number, Disposable>();
  let next = 1;
  const idOf = (rule: FaultRule) => {
    const id = ids.get(rule) ?? next++;
    ids.set(rule, id);
    return id;
  };
  return {
    add(form) {
      const rule = {
        service: form.service,
        fault: form.fault as Fault,
        ...(form.name ? { name: form.name } : {}),
        ...(form.times ? { times: form.times } : {}),
      };
      const removal = faults.add(rule);
      const added = faults.rules.at(-1);
      if (added) removals.set(idOf(added), removal);
    },
    remove(id) {
      removals.get(id)?.[Symbol.dispose]();
      removals.delete(id);
    },
    all: () =>
      faults.rules.map((rule) => {
        const id = idOf(rule);
        const { service, fault, times } = rule;
        return {
          id,
          service,
          fault,
          times,
          name: String(rule.name ?? "every request"),
          own: removals.has(id),
        };
      }),
  };
}
