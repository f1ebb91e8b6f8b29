import type { Ctx } from "../exchange.ts";
import { refuse } from "./errors.ts";

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
