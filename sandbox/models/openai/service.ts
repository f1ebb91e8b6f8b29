import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Service, ServiceDeps } from "../../kernel/service.ts";
import type { Backend } from "../backend.ts";
import { modelsOf } from "../catalogue.ts";
import { answer, type Exchange, type ExchangeRules, exchange } from "../exchange.ts";
import { speak, transcribe } from "./audio.ts";
import { createChatCompletion } from "./chat.ts";
import { refuse } from "./errors.ts";
import { readForm } from "./form.ts";
import { editImages, generateImages } from "./images.ts";
import { createResponse } from "./responses.ts";
import { openaiRules, readJson, readNothing } from "./rules.ts";

/** Loopback OpenAI: `${origin}/openai/v1` is the base URL its client takes. */
export function createOpenai(deps: ServiceDeps, backend: Backend, apiKey: string): Service {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const rules = openaiRules(apiKey);
  const route = (
    name: string,
    read: ExchangeRules["read"],
    handle: (backend: Backend, exchange: Exchange) => Promise<Response>,
  ) => exchange(deps, { ...rules, read }, name, (x) => handle(backend, x));
  app.post("/v1/responses", route("POST /responses", readJson, createResponse));
  app.post("/v1/chat/completions", route("POST /chat/completions", readJson, createChatCompletion));
  app.post("/v1/images/generations", route("POST /images/generations", readJson, generateImages));
  app.post("/v1/images/edits", route("POST /images/edits", readForm, editImages));
  app.post("/v1/audio/transcriptions", route("POST /audio/transcriptions", readForm, transcribe));
  app.post("/v1/audio/speech", route("POST /audio/speech", readJson, speak));
  app.get("/v1/models", route("GET /models", readNothing, listModels));
  app.get("/v1/models/:model", route("GET /models/:model", readNothing, getModel));
  app.all("*", (c) => route(`${c.req.method} unknown`, readNothing, notFound)(c));
  return { prefix: "/openai", app, close: async () => {} };
}

const modelObject = (id: string) => ({ id, object: "model", created: 1_767_225_600, owned_by: "sandbox" });

async function listModels(_backend: Backend, x: Exchange): Promise<Response> {
  return answer(x, { object: "list", data: modelsOf("openai").map((model) => modelObject(model.id)) });
}

async function getModel(_backend: Backend, x: Exchange): Promise<Response> {
  const id = x.c.req.param("model") ?? "";
  if (modelsOf("openai").some((model) => model.id === id)) return answer(x, modelObject(id));
  throw refuse(404, `The model '${id}' does not exist.`, { param: "model", code: "model_not_found" });
}

async function notFound(_backend: Backend, x: Exchange): Promise<Response> {
  throw refuse(404, `Invalid URL (${x.c.req.method} ${x.c.req.path})`);
}
