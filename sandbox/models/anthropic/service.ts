import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Service, ServiceDeps } from "../../kernel/service.ts";
import type { Backend } from "../backend.ts";
import { modelsOf } from "../catalogue.ts";
import { answer, type Exchange, exchange } from "../exchange.ts";
import { refuse } from "./errors.ts";
import { countTokens, createMessage } from "./messages.ts";
import { anthropicRules, readJson, readNothing } from "./rules.ts";

/** Loopback Anthropic: `${origin}/anthropic` is the base URL its client takes. */
export function createAnthropic(deps: ServiceDeps, backend: Backend, apiKey: string): Service {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const rules = anthropicRules(apiKey);
  const route = (
    name: string,
    read: typeof readJson,
    handle: (b: Backend, x: Exchange) => Promise<Response>,
  ) => exchange(deps, { ...rules, read }, name, (x) => handle(backend, x));
  app.post("/v1/messages", route("POST /messages", readJson, createMessage));
  app.post("/v1/messages/count_tokens", route("POST /messages/count_tokens", readJson, countTokens));
  app.get("/v1/models", route("GET /models", readNothing, listModels));
  app.get("/v1/models/:id", route("GET /models/:id", readNothing, getModel));
  app.all("*", (c) => route(`${c.req.method} unknown`, readNothing, notFound)(c));
  return { prefix: "/anthropic", app, close: async () => {} };
}

function modelObject(model: { id: string; context: number; output: number }) {
  return {
    type: "model",
    id: model.id,
    display_name: model.id,
    created_at: "2026-01-01T00:00:00Z",
    max_input_tokens: model.context,
    max_tokens: model.output,
    capabilities: null,
  };
}

async function listModels(_backend: Backend, x: Exchange): Promise<Response> {
  const data = modelsOf("anthropic").map(modelObject);
  return answer(x, {
    data,
    has_more: false,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  });
}

async function getModel(_backend: Backend, x: Exchange): Promise<Response> {
  const id = x.c.req.param("id");
  const model = modelsOf("anthropic").find((m) => m.id === id);
  if (!model) throw refuse(404, `model: ${id}`);
  return answer(x, modelObject(model));
}

async function notFound(): Promise<Response> {
  throw refuse(404, "Not Found");
}
