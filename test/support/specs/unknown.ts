import { type Description, isJson, type Json } from "./description.ts";

/**
 * Paths of properties that no schema for their place knows. Schemas rarely forbid further properties, so a
 * misspelt optional one would pass for ever.
 */
export function unknownProperties(api: Description, schema: unknown, value: unknown, path = ""): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => {
      const items = alternatives(api, schema).flatMap((s) => (s.items === undefined ? [] : [s.items]));
      return items.length === 0 ? [] : unknownProperties(api, { anyOf: items }, item, `${path}/${i}`);
    });
  }
  if (!isJson(value)) return [];
  const fitting = alternatives(api, schema).filter((s) => describesObject(s) && !contradicts(api, s, value));
  if (fitting.length === 0 || fitting.some(isOpen)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = fitting.flatMap((s) => {
      const found = (s.properties as Json | undefined)?.[key];
      return found === undefined ? [] : [found];
    });
    if (known.length === 0) {
      const rest = fitting.flatMap((s) => (isJson(s.additionalProperties) ? [s.additionalProperties] : []));
      if (rest.length === 0) return [`${path}/${key}`];
      known.push(...rest);
    }
    return unknownProperties(api, { anyOf: known }, inner, `${path}/${key}`);
  });
}

/** The schema itself and whatever `$ref`, `allOf` and `anyOf` lead to, flattened. */
function alternatives(api: Description, schema: unknown, seen = new Set<unknown>()): Json[] {
  const found = api.resolve(schema);
  if (seen.has(found)) return [];
  seen.add(found);
  const inner = ["allOf", "anyOf"].flatMap((key) => {
    const members = found[key];
    return Array.isArray(members) ? members.flatMap((m) => alternatives(api, m, seen)) : [];
  });
  return [found, ...inner];
}

function describesObject(schema: Json): boolean {
  return isJson(schema.properties) || schema.type === "object" || schema.additionalProperties !== undefined;
}

/** Whether anything may stand in it: an object without listed properties. */
function isOpen(schema: Json): boolean {
  return schema.additionalProperties === true || (!schema.properties && !isJson(schema.additionalProperties));
}

/** Whether a discriminating constant (`type: "message"`) rules this alternative out for the value. */
function contradicts(api: Description, schema: Json, value: Json): boolean {
  return Object.entries((schema.properties as Json | undefined) ?? {}).some(([key, property]) => {
    if (!(key in value)) return false;
    const { const: constant, enum: several } = api.resolve(property);
    if (constant !== undefined) return constant !== value[key];
    return Array.isArray(several) && several.length === 1 && several[0] !== value[key];
  });
}
