import { type Profiler, Session } from "node:inspector/promises";

/** What a subject's process uses, counted from its start. */
export interface Usage {
  cpuMs: number;
  rssMb: number;
}

/** From the harness to a subject. */
export type Order = "usage" | "profile" | "profiled" | "stop";
/** From a subject to the harness. */
export type Report =
  | { kind: "ready"; origin?: string }
  | ({ kind: "usage" } & Usage)
  | { kind: "profile" }
  | { kind: "profiled"; profile: Profiler.Profile };

const samplingUs = 250;

/** Tells the harness that events can come, and answers what it asks until it says stop. */
export function report(origin: string | undefined, stop: () => Promise<unknown>): void {
  const tell = (message: Report) => process.send?.(message);
  const session = new Session();
  process.on("message", async (order: Order) => {
    switch (order) {
      case "usage": {
        const { user, system } = process.cpuUsage();
        return tell({
          kind: order,
          cpuMs: (user + system) / 1_000,
          rssMb: process.memoryUsage.rss() / 2 ** 20,
        });
      }
      case "profile":
        session.connect();
        await session.post("Profiler.enable");
        await session.post("Profiler.setSamplingInterval", { interval: samplingUs });
        await session.post("Profiler.start");
        return tell({ kind: order });
      case "profiled":
        return tell({ kind: order, ...(await session.post("Profiler.stop")) });
      case "stop":
        void stop().finally(() => process.exit(0));
    }
  });
  process.on("disconnect", () => process.exit(1));
  tell(origin === undefined ? { kind: "ready" } : { kind: "ready", origin });
}

export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
