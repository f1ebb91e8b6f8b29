import type { Service, ServiceDeps } from "../kernel/service.ts";
import { createAnthropic } from "./anthropic/service.ts";
import { createBackend } from "./backend.ts";
import { demoReply } from "./demo.ts";
import { checkImageReply, type ImageAsked, type ImageStep } from "./image-steps.ts";
import { createOpenai } from "./openai/service.ts";
import { createScripts, type ScriptControl } from "./script.ts";
import type { Asked, Step } from "./steps.ts";

/** Loopback model services, with a demo model behind them that tests replace by a script. */
export interface Models extends Pick<ScriptControl<Asked, Step>, "script"> {
  /** The same for pictures, which are drawn where no script of theirs answers. */
  scriptImages: ScriptControl<ImageAsked, ImageStep>["script"];
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
  const scripts = createScripts<Asked, Step>({
    fallback: (asked) => demoReply(asked, wordMs),
    tooMany: [{ kind: "error", status: 500 }],
  });
  const images = createScripts<ImageAsked, ImageStep>({
    fallback: ({ count }) => Array.from({ length: count }, () => ({ kind: "drawn" })),
    tooMany: [{ kind: "error", status: 500 }],
    check: checkImageReply,
  });
  const backend = createBackend(deps, { reply: scripts.reply, images: images.reply });
  const apiKeys = { openai: "sk-sandbox", anthropic: "sk-ant-sandbox" };
  return {
    services: [
      createOpenai(deps, backend, apiKeys.openai),
      createAnthropic(deps, backend, apiKeys.anthropic),
    ],
    apiKeys,
    script: scripts.script,
    scriptImages: images.script,
  };
}
