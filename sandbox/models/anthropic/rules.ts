import { randomUUID } from "node:crypto";
import type { Ctx, ExchangeRules } from "../exchange.ts";
import { refuse } from "./errors.ts";

/** Bytes of one request. Source: anthropic docs, "API errors: Request size limits". */
const maxBody = 32 * 1024 * 1024;

const versions = ["2023-01-01", "2023-06-01", "2026-10-21"];

/** How Anthropic lets requests in. Source: anthropic docs, "API overview: Authentication" and "Versions". */
export function anthropicRules(apiKey: string): Omit<ExchangeRules, "read"> {
  return {
    service: "anthropic",
    admit(c) {
      const key = c.req.header("x-api-key") ?? /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1];
      if (!key) throw refuse(401, "x-api-key header is required");
      if (key !== apiKey) throw refuse(401, "invalid x-api-key");
      const version = c.req.header("anthropic-version");
      if (!version) throw refuse(400, "anthropic-version: header is required");
      if (!versions.includes(version)) {
        throw refuse(400, `anthropic-version: "${version}" is not a valid version`);
      }
    },
    headers: () => ({ "request-id": `req_${randomUUID().replaceAll("-", "")}` }),
  };
}

export async function readNothing(): Promise<undefined> {}

export async function readJson(c: Ctx): Promise<unknown> {
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
    throw refuse(400, "content-type: must be application/json");
  }
  const text = await c.req.text();
  if (text.length > maxBody) throw refuse(413, "Request exceeds the maximum size");
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(400, "The request body is not valid JSON");
  }
}
