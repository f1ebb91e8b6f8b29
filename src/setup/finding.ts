/** What a check found. `wrong` says what to do about it; `note` is worth knowing and stops nothing. */
export interface Finding {
  state: "ok" | "wrong" | "note";
  /** What was looked at: `Discord`, `Slack scopes`, … */
  what: string;
  /** One sentence or two for the operator; never a secret. */
  told: string;
}

/** How a request of a check ended. */
export type Asked =
  | { kind: "answered"; status: number; headers: Headers; body: Record<string, unknown> }
  /** `reason` is the connection's error code, or what else kept the answer away. */
  | { kind: "unreachable"; reason: string };

const withinMs = 15_000;

/** Asks once, following no redirect. A body that is no JSON object counts as an empty one. */
export async function ask(url: string, init: RequestInit = {}): Promise<Asked> {
  try {
    const signal = AbortSignal.timeout(withinMs);
    const response = await fetch(url, { ...init, redirect: "manual", signal });
    const body: unknown = await response.json().catch(() => undefined);
    const fields = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
    return { kind: "answered", status: response.status, headers: response.headers, body: fields };
  } catch (error) {
    return { kind: "unreachable", reason: reasonOf(error) };
  }
}

/** @returns the finding for an answer that says neither yes nor a plain no. */
export function unclear(what: string, setting: string, url: string, asked: Asked): Finding {
  const host = new URL(url).host;
  const told =
    asked.kind === "unreachable"
      ? `${host} can't be reached (${asked.reason}): check ${setting}, the network and any proxy.`
      : `${host} answered with HTTP ${asked.status}: check ${setting}, or try again in a minute.`;
  return { state: "wrong", what, told };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no answer";
  if (error.name === "TimeoutError") return `no answer within ${withinMs / 1_000} seconds`;
  const { code } = (error.cause ?? error) as { code?: unknown };
  return typeof code === "string" ? code : "no answer";
}
