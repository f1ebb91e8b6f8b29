/** Resolves when `holds` does; rejects after thirty seconds of real time. */
export async function untilHolds(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error("it did not come to hold in thirty seconds");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
