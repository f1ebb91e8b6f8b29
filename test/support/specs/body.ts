import { type Description, isJson, type Json } from "./description.ts";

/**
 * A form's fields as the JSON they stand for: forms carry text and files only, so numbers, booleans and
 * whole objects arrive as text, lists as `name[]`, and a file as whatever the ledger keeps of it.
 */
export function formToJson(api: Description, schema: unknown, fields: Json): Json {
  const out: Json = {};
  for (const [key, value] of Object.entries(fields)) {
    const name = key.replace(/\[\]$/, "");
    const property = propertyOf(api, schema, name);
    const plain = (v: unknown) => (isJson(v) ? "file" : fromText(api, property, v));
    const values = Array.isArray(value) ? value.map(plain) : plain(value);
    out[name] = key !== name && !Array.isArray(values) ? [values] : values;
  }
  return out;
}

/** A query's or form's text as the JSON its schema wants. */
export function fromText(api: Description, schema: unknown, value: unknown): unknown {
  if (typeof value !== "string" || allowsText(api, schema)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function propertyOf(api: Description, schema: unknown, name: string): unknown {
  const found = api.resolve(schema);
  const own = (found.properties as Json | undefined)?.[name];
  if (own !== undefined) return own;
  const members = [found.allOf, found.anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return members.map((member) => propertyOf(api, member, name)).find((p) => p !== undefined);
}

function allowsText(api: Description, schema: unknown): boolean {
  if (schema === undefined) return true;
  const found = api.resolve(schema);
  if (found.type === "string" || (Array.isArray(found.type) && found.type.includes("string"))) return true;
  if (Array.isArray(found.enum)) return found.enum.some((v) => typeof v === "string");
  return [found.anyOf, found.allOf].some(
    (list) => Array.isArray(list) && list.some((m) => allowsText(api, m)),
  );
}
