import { createSandbox, environment, type SandboxOptions } from "./sandbox.ts";

/** Milliseconds between the demo model's words: slow enough to see an answer grow and to press Stop. */
const wordMs = 30;

/**
 * The sandbox as `npm start` opens it when no platform is set up.
 * @param port 0 takes a free one.
 * @param manifest with which the app is installed in Slack.
 * @returns where its page is, and the variables that point Parley at it.
 */
export async function startSandbox(
  port: number,
  manifest: NonNullable<NonNullable<SandboxOptions["seed"]>["slack"]>["manifest"],
): Promise<{ origin: string; environment: Record<string, string> }> {
  const sandbox = await createSandbox({ port, seed: { models: { wordMs }, slack: { manifest } } });
  return { origin: sandbox.origin, environment: environment(sandbox) };
}
