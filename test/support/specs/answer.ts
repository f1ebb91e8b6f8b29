import { isJson, pointerPart } from "./description.ts";
import type { Call } from "./request.ts";
import { unknownProperties } from "./unknown.ts";

/** Complaints about what the sandbox answered. A stream's answer is kept as the list of its events. */
export function checkAnswer(call: Call): string[] {
  const { api, addenda, operation, method, entry } = call;
  const { status, response } = entry;
  if (status === undefined || entry.struck) return [];
  if (typeof response === "string" && addenda.texts.includes(operation.template)) return [];
  const found = findSchema(call, status);
  if (found === "undescribed") return status < 300 ? [`answer ${status} is not described`] : [];
  if (found === "bytes") return [];
  if (found === "nothing") {
    const empty = response === undefined || response === null || response === "";
    return empty ? [] : [`answer ${status} has a body where none is described`];
  }
  const bodies = found.stream ? (response as unknown[]) : [response];
  return bodies.flatMap((body) =>
    [
      ...api.errors(found.pointer, body).filter((complaint) => !addenda.mistaken(complaint)),
      ...unknownProperties(api, api.at(found.pointer), body)
        .filter((path) => !addenda.answers(operation, method, path))
        .map((path) => `${path} is unknown`),
    ].map((complaint) => `answer ${status} ${complaint}`),
  );
}

type Found = { pointer: string; stream: boolean } | "nothing" | "bytes" | "undescribed";

function findSchema({ api, addenda, operation, entry }: Call, status: number): Found {
  const responses = operation.node.responses;
  if (!isJson(responses)) return "undescribed";
  const key = [String(status), `${Math.floor(status / 100)}XX`, "default"].find((k) => k in responses);
  if (key === undefined) {
    return status >= 400 && addenda.errors ? { pointer: addenda.errors, stream: false } : "undescribed";
  }
  const raw = responses[key];
  const base =
    isJson(raw) && typeof raw.$ref === "string" ? raw.$ref.slice(1) : `${operation.pointer}/responses/${key}`;
  const content = api.resolve(raw).content;
  if (!isJson(content)) return "nothing";
  const at = (type: string) => `${base}/content/${pointerPart(type)}/schema`;
  if (Array.isArray(entry.response) && status < 300) {
    const events = addenda.streams[operation.template];
    if (events) return { pointer: events, stream: true };
    if ("text/event-stream" in content) return { pointer: at("text/event-stream"), stream: true };
  }
  return "application/json" in content ? { pointer: at("application/json"), stream: false } : "bytes";
}
