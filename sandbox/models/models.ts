import type { Service, ServiceDeps } from "../kernel/service.ts";
import { createAnthropic } from "./anthropic/service.ts";
import { createBackend } from "./backend.ts";
import { demoReply } from "./demo.ts";
import { createOpenai } from "./openai/service.ts";
import { createScripts, type ScriptControl } from "./script.ts";

/** Loopback model services, with a demo model behind them that tests replace by a script. */
export interface Models extends Pick<ScriptControl, "script"> {
  /** OpenAI below `/openai`, Anthropic below `/anthropic`. */
  services: Service[];
  /** The one key each service takes. */
  apiKeys: { openai: string; anthropic: string };
}

export interface ModelsOptions {
  /** Milliseconds between the demo model's words; 0, the default, sends them at once. */
  wordMs?: number;
}

export function createModels(deps: ServiceDeps, { wordMs = 0 }: ModelsOptions = {}): Models {
  const scripts = createScripts((asked) => demoReply(asked, wordMs));
  const backend = createBackend(deps, scripts.reply);
  const apiKeys = { openai: "sk-sandbox", anthropic: "sk-ant-sandbox" };
  return {
    services: [
      createOpenai(deps, backend, apiKeys.openai),
      createAnthropic(deps, backend, apiKeys.anthropic),
    ],
    apiKeys,
    script: scripts.script,
  };
}
