import type { Service } from "./ledger.ts";

/**
 * What happens to a matching request.
 * `when: "before"` means the effect does not take place, `"after"` that it does and only the answer is lost.
 */
export type Fault =
  | {
      kind: "status";
      status: number;
      body?: unknown;
      headers?: Record<string, string>;
      when?: "before" | "after";
    }
  | { kind: "delay"; ms: number; when?: "before" | "after" }
  | { kind: "reset"; when: "before" | "after" }
  | { kind: "hang"; when: "before" | "after" }
  /** The answer's body stops after `bytes` and the connection is cut. */
  | { kind: "truncate"; bytes: number };

export interface FaultRule {
  service: Service;
  /** Tested against the entry name the ledger would show (`chat.postMessage`); absent: every request. */
  name?: string | RegExp;
  fault: Fault;
  /** How many requests it strikes; absent: until removed. */
  times?: number;
  /** How many matching requests pass before it strikes. */
  spares?: number;
}

export interface Faults {
  readonly rules: readonly FaultRule[];
  add(rule: FaultRule): Disposable;
  /** The fault that strikes this request now, counted as used. */
  take(service: Service, name: string): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  const rules: FaultRule[] = [];
  const remove = (rule: FaultRule) => {
    const at = rules.indexOf(rule);
    if (at >= 0) rules.splice(at, 1);
  };
  return {
    rules,
    add(given) {
      const rule = { ...given };
      rules.push(rule);
      return { [Symbol.dispose]: () => remove(rule) };
    },
    take(service, name) {
      const rule = rules.find((r) => r.service === service && matches(r.name, name));
      if (!rule) return undefined;
      if (rule.spares) {
        rule.spares--;
        return undefined;
      }
      if (rule.times !== undefined && --rule.times <= 0) remove(rule);
      return rule.fault;
    },
    clear() {
      rules.length = 0;
    },
  };
}

function matches(pattern: string | RegExp | undefined, name: string): boolean {
  if (pattern === undefined) return true;
  return typeof pattern === "string" ? pattern === name : pattern.test(name);
}
