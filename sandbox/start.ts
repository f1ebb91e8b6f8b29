import { createSandbox, environment } from "./sandbox.ts";

/** Milliseconds between the demo model's words: slow enough to see an answer grow and to press Stop. */
const wordMs = 30;

/**
 * The sandbox as `npm start` opens it when no platform is set up.
 * @param port 0 takes a free one.
 * @returns where its page is, and the variables that point Parley at it.
 */
export async function startSandbox(
  port: number,
): Promise<{ origin: string; environment: Record<string, string> }> {
  const sandbox = await createSandbox({ port, seed: { models: { wordMs } } });
  return { origin: sandbox.origin, environment: environment(sandbox) };
}
