import type { CallUsage, Model } from "./model.ts";
import type { Models } from "./turn.ts";

/** The same models; `spend` is told what each call took, whatever it was for. */
export function metered(models: Models, spend: (usage: CallUsage) => void): Models {
  return { ...models, open: (name) => meteredModel(models.open(name), spend) };
}

function meteredModel(model: Model, spend: (usage: CallUsage) => void): Model {
  return {
    name: model.name,
    limits: model.limits,
    async *generate(request, signal) {
      for await (const event of model.generate(request, signal)) {
        if (event.kind === "usage") {
          const { inputTokens, outputTokens, costNanoUsd } = event;
          const cost = costNanoUsd === undefined ? {} : { costNanoUsd };
          spend({ model: event.model ?? model.name, inputTokens, outputTokens, ...cost });
        }
        yield event;
      }
    },
  };
}
