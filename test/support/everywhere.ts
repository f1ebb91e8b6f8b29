import { describe } from "node:test";
import { openStage, type Stage, type StageOptions } from "./stage.ts";

/** Ways in which people reach Parley: each flow runs on all of them. */
const ways = [
  { name: "Discord", platform: "discord" },
  { name: "Slack, Socket Mode", platform: "slack" },
  { name: "Slack, HTTP", platform: "slack", http: true },
] as const;

export type Way = (typeof ways)[number];

/** Opens a stage on the way the suite runs on. */
export type Open = (options?: Omit<StageOptions, "platform" | "http">) => Promise<Stage>;

/** Runs a suite once on each way. */
export function everywhere(name: string, suite: (open: Open, way: Way) => void): void {
  for (const way of ways) {
    describe(`${name} on ${way.name}`, () => suite((options) => openStage({ ...way, ...options }), way));
  }
}
