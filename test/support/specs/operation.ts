import { type Description, isJson, type Json, pointerPart } from "./description.ts";

/** An operation of a description, and what its path says. */
export interface Operation {
  node: Json;
  /** JSON pointer of `node`. */
  pointer: string;
  /** Path template as the description writes it. */
  template: string;
  parameters: readonly Parameter[];
  pathValues: Readonly<Record<string, string>>;
}

export interface Parameter {
  name: string;
  in: "query" | "header" | "path";
  required: boolean;
  /** JSON pointer of the schema. */
  schema: string;
}

/** The operation for this method and path; of several templates that fit, the most literal one. */
export function findOperation(api: Description, method: string, path: string): Operation | undefined {
  let best: { template: string; values: Record<string, string>; literals: number } | undefined;
  for (const template of Object.keys(api.paths)) {
    if (template.includes("?") || !isJson(api.paths[template]?.[method])) continue;
    const values = match(template, path);
    if (!values) continue;
    const literals = template.split("/").length - Object.keys(values).length;
    if (!best || literals > best.literals) best = { template, values, literals };
  }
  if (!best) return undefined;
  const base = `/paths/${pointerPart(best.template)}`;
  const node = api.at(`${base}/${method}`) as Json;
  const parameters = [...parametersAt(api, base), ...parametersAt(api, `${base}/${method}`)];
  return { node, pointer: `${base}/${method}`, template: best.template, parameters, pathValues: best.values };
}

function match(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name) values[name] = decodeURIComponent(given[i] ?? "");
    // Clients escape what they need not (`%40original`).
    else if (part !== decodeURIComponent(given[i] ?? "")) return undefined;
  }
  return values;
}

function parametersAt(api: Description, pointer: string): Parameter[] {
  const listed = api.at(`${pointer}/parameters`);
  if (!Array.isArray(listed)) return [];
  return listed.map((entry, i) => {
    const ref = isJson(entry) && typeof entry.$ref === "string" ? entry.$ref.slice(1) : undefined;
    const found = api.resolve(entry);
    return {
      name: String(found.name),
      in: found.in as Parameter["in"],
      required: found.required === true,
      schema: `${ref ?? `${pointer}/parameters/${i}`}/schema`,
    };
  });
}
