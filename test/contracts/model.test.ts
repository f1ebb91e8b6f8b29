import { anthropicModel } from "../../src/models/anthropic.ts";
import { withDeadline } from "../../src/models/deadline.ts";
import { limitsOf } from "../../src/models/limits.ts";
import { openaiModel } from "../../src/models/openai.ts";
import { modelContract } from "./model.contract.ts";
import { modelFaultsContract } from "./model-faults.contract.ts";
import type { ModelSubject } from "./model-subject.ts";

const openai = (api: "responses" | "chat", title: string, route: string): ModelSubject => ({
  title,
  route,
  open: (sandbox, name, clock, apiKey = sandbox.openai.apiKey) => {
    const config = { ...sandbox.openai, apiKey, api };
    return withDeadline(openaiModel(name, config, { clock, limits: limitsOf(name) }), { clock });
  },
});

const anthropic: ModelSubject = {
  title: "Anthropic Messages",
  route: "POST /messages",
  open: (sandbox, name, clock, apiKey = sandbox.anthropic.apiKey) => {
    const limits = limitsOf(name, { context: 500, output: 100 });
    return withDeadline(anthropicModel(name, { ...sandbox.anthropic, apiKey }, { clock, limits }), { clock });
  },
};

for (const subject of [
  openai("responses", "OpenAI Responses", "POST /responses"),
  openai("chat", "OpenAI Chat Completions", "POST /chat/completions"),
  anthropic,
]) {
  modelContract(subject);
  modelFaultsContract(subject);
}
