import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { refuse } from "../access/refusal.ts";
import { uploadLimits } from "../messages/files.ts";

export interface UploadedFile {
  /** The `n` of `files[n]`, by which `attachments` speaks of it. */
  key: string;
  filename: string;
  contentType: string;
  bytes: Uint8Array;
}

/** What a request carries: its JSON (of a multipart form: `payload_json`) and its files. */
export interface Upload {
  body: unknown;
  files: UploadedFile[];
}

/** @throws Refusal 40005 when it is too large, 50109 when its JSON is none. */
export async function readUpload(c: Context<{ Bindings: HttpBindings }>): Promise<Upload> {
  const type = c.req.header("content-type") ?? "";
  const bytes = Buffer.from(await c.req.arrayBuffer());
  if (bytes.length > uploadLimits.requestBytes) throw refuse(40005);
  if (!type.startsWith("multipart/form-data")) return { body: parse(bytes.toString("utf8")), files: [] };
  const parts = await new Response(bytes, { headers: { "content-type": type } }).formData();
  const files: UploadedFile[] = [];
  for (const [name, value] of parts) {
    if (typeof value === "string") continue;
    const key = /^files\[(\d+)\]$/.exec(name)?.[1] ?? name;
    const content = new Uint8Array(await value.arrayBuffer());
    files.push({ key, filename: value.name, contentType: value.type, bytes: content });
  }
  const json = parts.get("payload_json");
  if (typeof json === "string") return { body: parse(json), files };
  const fields = [...parts].filter(([, value]) => typeof value === "string");
  return { body: Object.fromEntries(fields), files };
}

function parse(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(50109);
  }
}
