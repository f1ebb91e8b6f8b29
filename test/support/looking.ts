import type { ImageAsked } from "../../sandbox/models/image-steps.ts";
import type { Asked } from "../../sandbox/models/steps.ts";
import { type Commander, commanderOn, type Heard } from "./commander.ts";
import { plainPng } from "./pictures.ts";
import { finished, says } from "./replies.ts";
import type { Stage } from "./stage.ts";
import { hears } from "./talked.ts";

/** Someone among models that tell what they were asked. */
export interface Looking extends Disposable {
  maya: Commander;
  /** What the chat model was asked, the latest last. */
  asked: Asked[];
  /** What the image model was asked. */
  wanted: ImageAsked[];
  /** Waits for words of Parley's that were not heard before, and until the work is done. */
  hears(text: RegExp): Promise<Heard>;
  /** Asks in the channel. Gives the question's id, and what the model was told of the conversation. */
  asks(text: string, how?: { picture?: true }): Promise<{ id: string; told: string; images: number }>;
}

/** What the image model makes: small, for tests make many. */
const { bytes: dot } = plainPng(16, 16, [30, 90, 200]);

/** @param answer what the chat model says to everything. The image model gives as many pictures as it is asked for. */
export async function looking(stage: Stage, answer = "a red square"): Promise<Looking> {
  const asked: Asked[] = [];
  const wanted: ImageAsked[] = [];
  const script = stage.sandbox.models.script((request) => {
    asked.push(request);
    return says(answer);
  });
  const images = stage.sandbox.models.scriptImages((request) => {
    wanted.push(request);
    return Array.from({ length: request.count }, () => ({ kind: "bytes", bytes: dot }) as const);
  });
  await stage.until(() => stage.offered(), "commands are registered");
  const seen = new Set<string>();
  return {
    maya: commanderOn(stage.platform, stage.sandbox),
    asked,
    wanted,
    async hears(text) {
      const heard = await hears(stage, text, seen);
      seen.add(heard.id);
      return heard;
    },
    async asks(text, how = {}) {
      const question = stage.ask(text, how);
      await stage.until(() => finished(stage, question), `the answer to ${text}`);
      const turns = asked.at(-1)?.turns ?? [];
      const told = turns.map((turn) => turn.text).join("\n");
      return { id: question.id, told, images: turns.reduce((sum, turn) => sum + turn.images, 0) };
    },
    [Symbol.dispose]() {
      script[Symbol.dispose]();
      images[Symbol.dispose]();
    },
  };
}
