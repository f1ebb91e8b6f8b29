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

/** A form's fields; a file is kept as what can be said of it, with its bytes to work on. */
export async function readForm(c: Ctx): Promise<Record<string, unknown>> {
  const type = c.req.header("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw refuse(400, `Unsupported content type: '${type}'.`, { code: "unsupported_content_type" });
  }
  const fields: Record<string, unknown> = {};
  for (const [name, value] of await formEntries(c)) {
    const field = typeof value === "string" ? value : await readFile(value);
    if (name.endsWith("[]")) fields[name] = [...((fields[name] as unknown[]) ?? []), field];
    else fields[name] = field;
  }
  return fields;
}

async function formEntries(c: Ctx) {
  try {
    return [...(await c.req.formData()).entries()];
  } catch {
    throw refuse(400, "We could not parse the form of your request.");
  }
}

export interface FormFile {
  name: string;
  mime: string;
  sizeBytes: number;
  bytes: Uint8Array;
}

/** The bytes do not show when the ledger is printed as JSON. */
async function readFile(file: File): Promise<FormFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kept = { name: file.name, mime: file.type, sizeBytes: file.size };
  return Object.defineProperty(kept as FormFile, "bytes", { value: bytes, enumerable: false });
}
