/** What a subject's process uses, counted from its start. */
export interface Usage {
  cpuMs: number;
  rssMb: number;
}

/** From the harness to a subject. */
export type Order = "usage" | "stop";
/** From a subject to the harness. */
export type Report = { kind: "ready"; origin?: string } | ({ kind: "usage" } & Usage);

/** Tells the harness that events can come, and answers what it asks until it says stop. */
export function report(origin: string | undefined, stop: () => Promise<unknown>): void {
  const tell = (message: Report) => process.send?.(message);
  process.on("message", (order: Order) => {
    if (order === "usage") {
      const { user, system } = process.cpuUsage();
      tell({ kind: "usage", cpuMs: (user + system) / 1_000, rssMb: process.memoryUsage.rss() / 2 ** 20 });
    } else {
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
