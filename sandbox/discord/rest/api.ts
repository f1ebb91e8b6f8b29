import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { ServiceApp, ServiceDeps } from "../../kernel/service.ts";
import { strike } from "../../kernel/strike.ts";
import { Refusal } from "../access/refusal.ts";
import type { Json } from "../world/message.ts";
import { readUpload, type Upload } from "./body.ts";
import type { RateLimits } from "./limits.ts";
import type { Answer, Route } from "./route.ts";

type Ctx = Context<{ Bindings: HttpBindings }>;

export interface ApiDeps extends ServiceDeps {
  limits: RateLimits;
  botId: string;
  /** The token that is valid now. */
  token(): string;
}

/** The REST API, version 10: each request is counted, checked, answered and written to the ledger. */
export function createApi(deps: ApiDeps, routes: readonly Route[]): ServiceApp {
  const app: ServiceApp = new Hono();
  for (const route of routes) {
    // Clients escape the `@` or do not; the router compares literals as they were sent.
    const paths = new Set([route.path, route.path.replaceAll("@", "%40")]);
    for (const path of paths) app.on(route.method, `/api/v10${path}`, (c) => serve(deps, route, c));
  }
  app.all("/api/v10/*", (c) => serve(deps, undefined, c));
  app.all("/api/*", (c) =>
    json({ status: 400, body: { message: "Invalid API version provided", code: 50041 } }, c),
  );
  return app;
}

/** What is learnt of a request on its way, for the ledger. */
interface Seen {
  upload?: Upload;
  answer?: Answer;
  byCloudflare?: true;
}

async function serve(deps: ApiDeps, route: Route | undefined, c: Ctx): Promise<Response> {
  const { ledger, faults } = deps;
  const url = new URL(c.req.url);
  const name = `${c.req.method} ${route?.path ?? url.pathname.replace(/^.*?\/api\/v10/, "")}`;
  const seen: Seen = {};
  const fault = faults.take("discord", name);
  const record = (status: number | undefined, response: unknown) => {
    ledger.add({
      service: "discord",
      kind: "request",
      name,
      path: c.env.incoming.url ?? url.pathname,
      ...(status === undefined ? {} : { status }),
      ...(seen.upload?.body === undefined ? {} : { request: seen.upload.body }),
      ...(response === undefined ? {} : { response }),
      ...(fault?.kind === "status" || seen.byCloudflare ? { struck: true as const } : {}),
      headers: Object.fromEntries(c.req.raw.headers),
    });
  };
  // A client that hears nothing learns no status: the entry says what arrived and what took effect.
  const silent = fault?.kind === "reset" || fault?.kind === "hang";
  if (silent && fault.when === "before") {
    seen.upload = (await readUpload(c).catch(() => undefined)) ?? { body: undefined, files: [] };
    record(undefined, undefined);
  }
  const response = await strike(deps, c, fault, async () => {
    const answered = await answer(deps, route, c, url, seen);
    if (silent) record(undefined, seen.answer?.body);
    return answered;
  });
  if (silent) return response;
  const struck = fault?.kind === "status";
  if (struck && !seen.upload) seen.upload = await readUpload(c).catch(() => ({ body: undefined, files: [] }));
  record(
    struck ? fault.status : (seen.answer?.status ?? response.status),
    struck ? fault.body : seen.answer?.body,
  );
  return response;
}

async function answer(
  deps: ApiDeps,
  route: Route | undefined,
  c: Ctx,
  url: URL,
  seen: Seen,
): Promise<Response> {
  const { limits } = deps;
  const params = c.req.param() as Record<string, string>;
  const bot = route?.auth !== "none";
  const major = params.id ?? "";
  const verdict = limits.take(route?.limit, route?.auth === "none" ? `${major}/${params.token}` : major, bot);
  const finish = (given: Answer, headers: Record<string, string>): Response => {
    seen.answer = given;
    limits.answered(given.status);
    return json(given, c, headers);
  };
  // The body is read in any case, so that the ledger knows what was refused.
  let upload: Upload = { body: undefined, files: [] };
  let unreadable: Refusal | undefined;
  try {
    upload = await readUpload(c);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    unreadable = error;
  }
  seen.upload = upload;

  if (verdict.kind === "shut-out") {
    seen.answer = { status: 429 };
    seen.byCloudflare = true;
    return new Response(
      "<!doctype html><title>Access denied | discord.com used Cloudflare to restrict access</title>error code: 1015",
      {
        status: 429,
        headers: {
          "content-type": "text/html; charset=UTF-8",
          "retry-after": String(verdict.retryAfterSeconds),
          server: "cloudflare",
        },
      },
    );
  }
  if (bot && c.req.header("authorization") !== `Bot ${deps.token()}`) {
    return finish({ status: 401, body: { message: "401: Unauthorized", code: 0 } }, {});
  }
  if (verdict.kind === "limited") {
    const body = {
      message: "You are being rate limited.",
      retry_after: verdict.retryAfterSeconds,
      global: verdict.scope === "global",
    };
    const headers = limitHeaders(verdict.retryAfterSeconds, verdict.scope);
    return finish({ status: 429, body }, { ...verdict.headers, ...headers });
  }
  if (!route) return finish({ status: 404, body: { message: "404: Not Found", code: 0 } }, {});
  try {
    if (unreadable) throw unreadable;
    const given = await route.handle({
      botId: deps.botId,
      param: (name) => params[name] ?? "",
      query: url.searchParams,
      body: (typeof upload.body === "object" && upload.body !== null ? upload.body : {}) as Json,
      upload,
      files: upload.files,
    });
    return finish(given, verdict.headers);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, message, errors, retryAfterSeconds: wait } = error;
    const limited = wait === undefined ? {} : { retry_after: wait, global: false };
    const body = { message, code, ...(errors ? { errors } : {}), ...limited };
    const headers: Record<string, string> = wait === undefined ? {} : limitHeaders(wait, "user");
    return finish({ status, body }, { ...verdict.headers, ...headers });
  }
}

function json(answer: Answer, _c: Ctx, headers: Record<string, string> = {}): Response {
  const common = { ...headers, via: "1.1 google", server: "cloudflare" };
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers: common });
  return new Response(JSON.stringify(answer.body), {
    status: answer.status,
    headers: { ...common, "content-type": "application/json" },
  });
}

function limitHeaders(waitSeconds: number, scope: "user" | "global"): Record<string, string> {
  return { "retry-after": String(Math.ceil(waitSeconds)), "x-ratelimit-scope": scope };
}
