import type { Reply, Step } from "../../sandbox/models/steps.ts";
import type { Asked } from "./side.ts";
import type { Stage } from "./stage.ts";

export const stop: Step = { kind: "end", reason: "stop" };

/** A model's answer in these pieces. */
export function says(...texts: string[]): Reply {
  return [...texts.map((text) => ({ kind: "text", text }) as const), stop];
}

/** The answer stands: it carries the button that only finished answers have. */
export function finished(stage: Stage, asked: Asked): boolean {
  return stage.shown(asked).some((m) => m.buttons.includes("Regenerate"));
}

/** Everything Parley shows below a message. */
export function textOf(stage: Stage, asked: Asked): string {
  return stage
    .shown(asked)
    .map((m) => m.text)
    .join("\n");
}
