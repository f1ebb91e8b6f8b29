import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import type { Fault } from "./faults.ts";
import type { ServiceDeps } from "./service.ts";

type Ctx = Context<{ Bindings: HttpBindings }>;

/**
 * Runs `handle` under a fault, if one strikes: statuses, delays, resets before and after the effect.
 * The caller has already taken the fault from the list, under the name it gives the ledger.
 */
export async function strike(
  deps: Pick<ServiceDeps, "clock">,
  c: Ctx,
  fault: Fault | undefined,
  handle: () => Promise<Response>,
): Promise<Response> {
  if (!fault) return handle();
  if (fault.kind === "truncate") return truncated(c, await handle(), fault.bytes);
  if (fault.kind === "delay") {
    if (fault.when !== "after") await deps.clock.sleep(fault.ms);
    const answer = await handle();
    if (fault.when === "after") await deps.clock.sleep(fault.ms);
    return answer;
  }
  if (fault.when === "after") await handle();
  switch (fault.kind) {
    case "status":
      return new Response(typeof fault.body === "string" ? fault.body : JSON.stringify(fault.body ?? {}), {
        status: fault.status,
        headers: { "content-type": "application/json", ...fault.headers },
      });
    case "reset":
      c.env.incoming.socket.destroy();
      return new Response(null, { status: 500 });
    case "hang":
      await new Promise<void>((resolve) => c.env.incoming.socket.once("close", resolve));
      return new Response(null, { status: 500 });
  }
}

async function truncated(c: Ctx, answer: Response, bytes: number): Promise<Response> {
  const body = Buffer.from(await answer.arrayBuffer());
  const { outgoing } = c.env;
  const headers = Object.fromEntries(answer.headers);
  outgoing.writeHead(answer.status, { ...headers, "content-length": String(body.length) });
  outgoing.write(body.subarray(0, bytes), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}
