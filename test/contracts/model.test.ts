import { anthropicModel } from "../../src/models/anthropic.ts";
import { withDeadline } from "../../src/models/deadline.ts";
import { limitsOf } from "../../src/models/limits.ts";
import { openaiModel } from "../../src/models/openai.ts";
import { modelContract } from "./model.contract.ts";

for (const api of ["responses", "chat"] as const) {
  modelContract({
    title: api === "responses" ? "OpenAI Responses" : "OpenAI Chat Completions",
    route: api === "responses" ? "POST /responses" : "POST /chat/completions",
    open: (sandbox, name, clock, apiKey = sandbox.openai.apiKey) =>
      withDeadline(openaiModel(name, { ...sandbox.openai, apiKey, api }, { clock, limits: limitsOf(name) }), {
        clock,
      }),
  });
}

modelContract({
  title: "Anthropic Messages",
  route: "POST /messages",
  open: (sandbox, name, clock, apiKey = sandbox.anthropic.apiKey) =>
    withDeadline(
      anthropicModel(
        name,
        { ...sandbox.anthropic, apiKey },
        { clock, limits: { context: 500, output: 100 } },
      ),
      { clock },
    ),
});
