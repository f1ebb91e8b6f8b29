import type { Context } from "hono";
import type { ServiceApp } from "../../kernel/service.ts";
import { strike } from "../../kernel/strike.ts";
import type { Token } from "../state/app.ts";
import type { World } from "../world.ts";
import { createArgs } from "./args.ts";
import { type RequestBody, readBody } from "./body.ts";
import { type Method, scopeCheck } from "./method.ts";
import type { Rates } from "./rates.ts";
import { Refusal } from "./refusal.ts";

interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Record<string, string>;
}

/** Serves the Web API: `POST /api/chat.postMessage`. Every call goes through faults, limits, token and scope. */
export function mountWebApi(
  app: ServiceApp,
  world: World,
  rates: Rates,
  methods: ReadonlyMap<string, Method>,
): void {
  app.all("/api/:method", async (c) => {
    const name = c.req.param("method");
    const fault = world.faults.take("slack", name);
    const record = (request: unknown, answer: Omit<Answer, "headers">) =>
      world.ledger.add({
        service: "slack",
        kind: "request",
        name,
        status: answer.status,
        request,
        response: answer.body,
        path: c.req.path,
        headers: Object.fromEntries(c.req.raw.headers),
        ...(fault && fault.kind !== "delay" ? { struck: true as const } : {}),
      });
    const early = fault && fault.kind !== "truncate" && fault.kind !== "delay" && fault.when !== "after";
    if (early) {
      const request = await readBody(c.req.raw.clone(), false).catch(() => ({ raw: {} }));
      const status = fault.kind === "status" ? fault.status : 0;
      record(request.raw, { status, body: { fault: fault.kind } });
    }
    return strike(world, c as never, fault, async () => {
      const { request, answer } = await serve(c, world, rates, methods.get(name), name);
      record(request, {
        ...answer,
        status: fault?.kind === "status" ? fault.status : answer.status,
      });
      return Response.json(answer.body, { status: answer.status, headers: answer.headers });
    });
  });
}

async function serve(
  c: Context,
  world: World,
  rates: Rates,
  method: Method | undefined,
  name: string,
): Promise<{ request: unknown; answer: Answer }> {
  let body: RequestBody = { raw: {}, warnings: [] };
  const answer: Answer = { status: 200, body: { ok: true }, headers: {} };
  try {
    body = await readBody(c.req.raw, method?.formOnly ?? false);
    if (!method) throw new Refusal("unknown_method", { req_method: name });
    const args = createArgs(body.raw);
    const token = method.token === "none" ? undefined : authenticate(c, world, body.raw);
    const seconds = rates.take(name, args.text("channel"));
    if (seconds !== undefined) {
      answer.status = 429;
      answer.headers["retry-after"] = String(seconds);
      throw new Refusal("ratelimited");
    }
    if (token && token.kind !== (method.token ?? "bot")) throw new Refusal("not_allowed_token_type");
    const needScope = scopeCheck(world);
    if (token?.kind === "bot") {
      answer.headers["x-oauth-scopes"] = [...world.state.app.scopes].join(",");
      if (method.scopes) {
        answer.headers["x-accepted-oauth-scopes"] = method.scopes.join(",");
        needScope(...method.scopes);
      }
    }
    const warn = (warning: string) => body.warnings.push(warning);
    Object.assign(answer.body, await method.run({ args, world, warn, needScope }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answer.body = { ok: false, error: error.code, ...error.fields };
  }
  if (body.warnings.length > 0) {
    const metadata = answer.body.response_metadata as Record<string, unknown> | undefined;
    answer.body.warning = body.warnings.join(",");
    answer.body.response_metadata = { ...metadata, warnings: body.warnings };
  }
  return { request: body.raw, answer };
}

function authenticate(c: Context, world: World, raw: Record<string, unknown>): Token {
  const header = c.req.header("authorization");
  const text = header ? /^Bearer\s+(\S+)$/i.exec(header)?.[1] : raw.token;
  if (typeof text !== "string" || text === "") throw new Refusal("not_authed");
  const token = world.state.tokens.get(text);
  if (!token) throw new Refusal("invalid_auth");
  if (token.dead) throw new Refusal(token.dead);
  return token;
}
