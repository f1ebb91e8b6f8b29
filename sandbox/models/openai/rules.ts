import { randomUUID } from "node:crypto";
import type { Ctx, ExchangeRules } from "../exchange.ts";
import { refuse } from "./errors.ts";

/** How OpenAI lets requests in. Source: openai docs, "API reference: Authentication, Debugging requests". */
export function openaiRules(apiKey: string): Omit<ExchangeRules, "read"> {
  return {
    service: "openai",
    admit(c) {
      const given = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1];
      if (!given) throw refuse(401, "You didn't provide an API key.");
      if (given !== apiKey) throw refuse(401, "Incorrect API key provided.", { code: "invalid_api_key" });
    },
    headers: () => ({ "x-request-id": `req_${randomUUID().replaceAll("-", "")}` }),
  };
}

export async function readNothing(): Promise<undefined> {}

export async function readJson(c: Ctx): Promise<unknown> {
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/json\b/i.test(type)) {
    throw refuse(400, `Unsupported content type: '${type}'.`, { code: "unsupported_content_type" });
  }
  try {
    return await c.req.json();
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse(400, "We could not parse the JSON body of your request.");
    throw error;
  }
}
