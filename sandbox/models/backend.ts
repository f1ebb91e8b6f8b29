import type { ServiceDeps } from "../kernel/service.ts";
import type { Exchange, Refusal } from "./exchange.ts";
import { type Output, play, Reset } from "./play.ts";
import type { Asked, ErrorStatus, Reply, Step } from "./steps.ts";

/** What the services' routes share: scripts played out, ids, clock and ledger. */
export interface Backend extends Pick<ServiceDeps, "clock" | "ledger"> {
  newId(prefix: string): string;
  /**
   * Finds the reply and prepares to play it. A reply that begins with an error or a reset never gets that far.
   * @param callPrefix Before the ids of tool calls.
   * @throws Refusal
   */
  run(
    exchange: Exchange,
    asked: Asked,
    callPrefix: string,
    error: (status: ErrorStatus, headers: Record<string, string>) => Refusal,
  ): Promise<{ outputs(signal: AbortSignal): AsyncGenerator<Output> }>;
}

/** Steps after which what the client gets is broken on purpose. */
const breaking = new Set<Step["kind"]>(["error", "reset", "cut", "stall"]);

export function createBackend(deps: ServiceDeps, reply: (asked: Asked) => Promise<Reply>): Backend {
  let ids = 0;
  const newId = (prefix: string) => `${prefix}${(++ids).toString(36).padStart(24, "0")}`;
  return {
    clock: deps.clock,
    ledger: deps.ledger,
    newId,
    async run({ c, entry }, asked, callPrefix, error) {
      const steps = await reply(asked);
      if (steps.some((step) => breaking.has(step.kind))) entry.struck = true;
      const [first] = steps;
      if (first?.kind === "error") throw error(first.status, first.headers ?? {});
      const { socket } = c.env.incoming;
      if (first?.kind === "stall") {
        await new Promise((resolve) => socket.once("close", resolve));
        deps.ledger.add({ service: entry.service, kind: "event", name: `closed ${entry.name}` });
      }
      if (first?.kind === "reset" || first?.kind === "stall") {
        socket.destroy();
        throw new Reset("the script cuts the connection");
      }
      return {
        outputs: (signal) => play(steps, asked.inputTokens, () => newId(callPrefix), deps.clock, signal),
      };
    },
  };
}
