import type { Environment } from "../config.ts";
import { ask, type Finding, unclear } from "./finding.ts";

type Settings = Pick<
  Environment,
  "OPENAI_API_KEY" | "OPENAI_BASE_URL" | "ANTHROPIC_API_KEY" | "ANTHROPIC_BASE_URL"
>;

/** Which keys make a model answer. */
export const modelGuide = [
  "MODEL",
  "Set one of these in .env, or both:",
  "- ANTHROPIC_API_KEY, from https://platform.claude.com/settings/keys",
  "- OPENAI_API_KEY, from https://platform.openai.com/api-keys",
  "- for a compatible server (Ollama, LM Studio, vLLM …): its address in OPENAI_BASE_URL, such as",
  "  http://localhost:11434/v1; its key in OPENAI_API_KEY, or any word where it asks for none; and",
  "  PARLEY_CHAT_MODEL=openai/NAME with a model that it has",
  "PARLEY_CHAT_MODEL=openai/NAME or anthropic/NAME chooses the model; PARLEY_FALLBACK_MODEL one to fall back on.",
  "Pictures are made by OpenAI, so they need OPENAI_API_KEY; PARLEY_IMAGE_MODEL=openai/NAME chooses the model, and has",
  "to be set for a compatible server that makes pictures.",
  "",
].join("\n");

/** Tries the keys by asking each service for its models. @param wanted `openai/NAME` or `anthropic/NAME`. */
export async function checkModels(settings: Settings, wanted: readonly string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (settings.OPENAI_API_KEY) {
    const url = settings.OPENAI_BASE_URL;
    const headers = { authorization: `Bearer ${settings.OPENAI_API_KEY}` };
    findings.push(...(await check("OpenAI", "OPENAI", url, "/models", headers, namesOf("openai", wanted))));
  }
  if (settings.ANTHROPIC_API_KEY) {
    const url = settings.ANTHROPIC_BASE_URL;
    const headers = { "x-api-key": settings.ANTHROPIC_API_KEY, "anthropic-version": "2023-06-01" };
    const path = "/v1/models?limit=1000";
    findings.push(
      ...(await check("Anthropic", "ANTHROPIC", url, path, headers, namesOf("anthropic", wanted))),
    );
  }
  return findings;
}

async function check(
  what: string,
  prefix: string,
  base: string,
  path: string,
  headers: Record<string, string>,
  wanted: readonly string[],
): Promise<Finding[]> {
  const asked = await ask(base.replace(/\/+$/, "") + path, { headers });
  if (asked.kind === "answered" && (asked.status === 401 || asked.status === 403))
    return [{ state: "wrong", what, told: `${prefix}_API_KEY is refused (HTTP ${asked.status}).` }];
  if (asked.kind !== "answered" || asked.status !== 200)
    return [unclear(what, `${prefix}_BASE_URL`, base, asked)];
  const list = Array.isArray(asked.body.data) ? (asked.body.data as { id?: unknown }[]) : [];
  const has = new Set(list.map(({ id }) => id));
  const found: Finding = { state: "ok", what, told: `the key works; ${has.size} models are offered` };
  return [found, ...wanted.map((name) => model(what, name, has))];
}

/** Some names are aliases that a service takes without listing them. */
function model(what: string, name: string, has: ReadonlySet<unknown>): Finding {
  if (has.has(name)) return { state: "ok", what, told: `${name} is among them` };
  const few = [...has].slice(0, 8).join(", ");
  const told = `${name} is not among them. It may be another name for one of them; if answers fail, choose one of: ${few} …`;
  return { state: "note", what, told };
}

function namesOf(service: string, wanted: readonly string[]): string[] {
  const own = wanted.filter((name) => name.startsWith(`${service}/`));
  return [...new Set(own)].map((name) => name.slice(service.length + 1));
}
