import { readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/** Any JSON object of a description; its members are looked at one by one. */
export type Json = Record<string, unknown>;

/** One OpenAPI 3.1 description, its schemas ready to check values against. */
export interface Description {
  readonly paths: Readonly<Record<string, Json>>;
  /** Follows `$ref`s until something else comes. */
  resolve(node: unknown): Json;
  /** What is wrong with `value` by the schema at `pointer` (`/components/schemas/Message`); empty when nothing is. */
  errors(pointer: string, value: unknown): string[];
  at(pointer: string): unknown;
}

/** Formats that name a meaning and no syntax. Ajv refuses formats it does not know. */
const meanings = ["snowflake", "nonce", "int53", "unixtime", "binary", "byte", "uint32"];

export function readDescription(file: string): Description {
  const root = rewrite(JSON.parse(readFileSync(file, "utf8"))) as Json;
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  for (const name of meanings) ajv.addFormat(name, true);
  ajv.addSchema(root, "api");
  const compiled = new Map<string, ValidateFunction>();

  const at = (pointer: string) =>
    pointer
      .split("/")
      .slice(1)
      .map(unescapePart)
      .reduce<unknown>((node, key) => (node as Json)?.[key], root);
  return {
    paths: root.paths as Record<string, Json>,
    at,
    resolve(node) {
      let found = node;
      while (isJson(found) && typeof found.$ref === "string") found = at(found.$ref.slice(1));
      return isJson(found) ? found : {};
    },
    errors(pointer, value) {
      let validate = compiled.get(pointer);
      if (!validate) {
        validate = ajv.compile({ $ref: `api#${pointer.split("/").map(encodeURIComponent).join("/")}` });
        compiled.set(pointer, validate);
      }
      return validate(value) ? [] : describeErrors(validate.errors ?? []);
    },
  };
}

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A key as a part of a JSON pointer. */
export const pointerPart = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
const unescapePart = (part: string) => part.replaceAll("~1", "/").replaceAll("~0", "~");

/**
 * The descriptions use three things that JSON Schema reads otherwise than they mean: `oneOf` whose members
 * overlap, `nullable` beside no `type` or beside an `enum` without null, and draft 2019's recursion keywords.
 */
function rewrite(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rewrite);
  if (!isJson(node)) return node;
  const out: Json = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === "$recursiveRef" || key === "$recursiveAnchor") continue;
    out[key === "oneOf" && Array.isArray(value) ? "anyOf" : key] = rewrite(value);
  }
  if (out.nullable !== true || (out.type !== undefined && out.enum === undefined)) return out;
  delete out.nullable;
  return { anyOf: [out, { type: "null" }] };
}

/** The errors that lie deepest say what is wrong; those above them only that something below is. */
export function describeErrors(errors: readonly ErrorObject[]): string[] {
  const depth = (e: ErrorObject) => e.instancePath.split("/").length + (e.keyword === "anyOf" ? -1 : 0);
  const deepest = Math.max(...errors.map(depth));
  const said = errors.filter((e) => depth(e) === deepest && e.keyword !== "anyOf");
  const all = (said.length > 0 ? said : errors).map(
    (e) => `${e.instancePath || "(root)"} ${e.message} ${JSON.stringify(e.params)}`,
  );
  return [...new Set(all)].slice(0, 3);
}
