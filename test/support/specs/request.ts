import type { Entry } from "../../../sandbox/kernel/ledger.ts";
import type { Addenda } from "./addenda.ts";
import { formToJson, fromText } from "./body.ts";
import { type Description, isJson, type Json, pointerPart } from "./description.ts";
import type { Operation } from "./operation.ts";
import { unknownProperties } from "./unknown.ts";

/** One request with the operation it calls. */
export interface Call {
  api: Description;
  addenda: Addenda;
  operation: Operation;
  method: string;
  query: URLSearchParams;
  entry: Entry;
}

/** Complaints about path, query and body. */
export function checkRequest(call: Call): string[] {
  return [...checkParameters(call), ...checkBody(call)];
}

function checkParameters({ api, operation, query, entry }: Call): string[] {
  const bare = (name: string) => name.replace(/\[\]$/, "");
  const known = operation.parameters.filter((p) => p.in === "query");
  const strange = [...new Set(query.keys())].filter(
    (name) => !known.some((p) => bare(p.name) === bare(name)),
  );
  const complaints = strange.map((name) => `query ${name} is unknown`);
  for (const p of operation.parameters) {
    const values =
      p.in === "path"
        ? [operation.pathValues[p.name] ?? ""]
        : p.in === "query"
          ? [...query.getAll(p.name), ...query.getAll(`${p.name}[]`)]
          : entry.headers
            ? [entry.headers[p.name.toLowerCase()] ?? []].flat()
            : undefined;
    if (!values) continue;
    if (values.length > 0) complaints.push(...checkText(api, p.schema, values, `${p.in} ${p.name}`));
    else if (p.required) complaints.push(`${p.in} ${p.name} is missing`);
  }
  return complaints;
}

/** Text values may stand for one value or for a list, as text or as the JSON it spells. */
function checkText(api: Description, schema: string, values: readonly string[], what: string): string[] {
  const read = values.map((v) => fromText(api, api.at(schema), v));
  const attempts = [read[0], read, values].map((value) => api.errors(schema, value));
  return attempts.some((errors) => errors.length === 0) ? [] : (attempts[0] ?? []).map((e) => `${what} ${e}`);
}

function checkBody({ api, addenda, operation, method, entry }: Call): string[] {
  const raw = operation.node.requestBody;
  const described = api.resolve(raw);
  const content = described.content;
  const absent = entry.request === undefined || entry.request === null || entry.request === "";
  if (!isJson(content))
    return absent || method === "get" ? [] : ["request has a body where none is described"];
  if (absent) return described.required === true ? ["request body is missing"] : [];
  const type = contentType(entry, content);
  if (!(type in content)) return [`request content type ${type} is not described`];
  const base =
    isJson(raw) && typeof raw.$ref === "string" ? raw.$ref.slice(1) : `${operation.pointer}/requestBody`;
  const schema = `${base}/content/${pointerPart(type)}/schema`;
  // Of a Discord form the ledger keeps `payload_json` parsed, which is the whole body beside the files.
  const plain = type === "application/json" || (entry.service === "discord" && !hasPayload(entry.request));
  const body = plain ? entry.request : fromForm(api, schema, entry.request);
  return [
    ...api.errors(schema, body).filter((complaint) => !addenda.mistaken(complaint)),
    ...unknownProperties(api, api.at(schema), body)
      .filter((path) => !addenda.allows(operation, method, path))
      .map((path) => `${path} is unknown`),
    ...addenda.request(operation, method, body),
  ].map((complaint) => `request ${complaint}`);
}

function contentType(entry: Entry, content: Json): string {
  const sent = entry.headers?.["content-type"]?.split(";")[0]?.trim().toLowerCase();
  return sent ?? ("application/json" in content ? "application/json" : Object.keys(content)[0]) ?? "";
}

const hasPayload = (request: unknown) => isJson(request) && request.payload_json !== undefined;

/** Discord's multipart carries the whole body as JSON in one field, beside the files. */
function fromForm(api: Description, schema: string, request: unknown): unknown {
  if (!isJson(request)) return request;
  const payload = request.payload_json;
  if (payload === undefined) return formToJson(api, api.at(schema), request);
  return typeof payload === "string" ? JSON.parse(payload) : payload;
}
