import type { ServiceDeps } from "../kernel/service.ts";
import type { Exchange, Refusal } from "./exchange.ts";
import type { ImageAsked, ImageReply } from "./image-steps.ts";
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
  /** Finds the reply to a request for pictures. */
  images(asked: ImageAsked): Promise<ImageReply>;
  /** Cuts the connection before any answer, at once or when the client gives up. */
  interrupt(exchange: Exchange, how: "reset" | "stall"): Promise<never>;
}

/** Steps after which what the client gets is broken on purpose. */
const breaking = new Set<Step["kind"]>(["error", "reset", "cut", "stall"]);

interface Replies {
  reply(asked: Asked): Promise<Reply>;
  images(asked: ImageAsked): Promise<ImageReply>;
}

export function createBackend(deps: ServiceDeps, { reply, images }: Replies): Backend {
  let ids = 0;
  const newId = (prefix: string) => `${prefix}${(++ids).toString(36).padStart(24, "0")}`;
  const interrupt: Backend["interrupt"] = async ({ c, entry }, how) => {
    const { socket } = c.env.incoming;
    if (how === "stall") {
      await new Promise((resolve) => socket.once("close", resolve));
      deps.ledger.add({ service: entry.service, kind: "event", name: `closed ${entry.name}` });
    }
    socket.destroy();
    throw new Reset("the script cuts the connection");
  };
  return {
    clock: deps.clock,
    ledger: deps.ledger,
    newId,
    images,
    interrupt,
    async run(exchange, asked, callPrefix, error) {
      const steps = await reply(asked);
      if (steps.some((step) => breaking.has(step.kind))) exchange.entry.struck = true;
      const [first] = steps;
      if (first?.kind === "error") throw error(first.status, first.headers ?? {});
      if (first?.kind === "reset" || first?.kind === "stall") return interrupt(exchange, first.kind);
      return {
        outputs: (signal) => play(steps, asked.inputTokens, () => newId(callPrefix), deps.clock, signal),
      };
    },
  };
}
