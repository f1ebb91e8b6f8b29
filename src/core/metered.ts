import type { ImageModel, ImageModels, MadeImages } from "./image-model.ts";
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

/** The same image models, metered in the same way. */
export function meteredImages(models: ImageModels, spend: (usage: CallUsage) => void): ImageModels {
  return { ...models, open: (name) => meteredImageModel(models.open(name), spend) };
}

function meteredImageModel(model: ImageModel, spend: (usage: CallUsage) => void): ImageModel {
  const paid = async (making: Promise<MadeImages>) => {
    const made = await making;
    if (made.usage) spend(made.usage);
    return made;
  };
  return {
    name: model.name,
    generate: (request, signal) => paid(model.generate(request, signal)),
    edit: (request, signal) => paid(model.edit(request, signal)),
    vary: (request, signal) => paid(model.vary(request, signal)),
  };
}
