import { createHmac } from "node:crypto";
import type { Clock } from "../../../src/core/clock.ts";
import type { Ledger } from "../../kernel/ledger.ts";
import { ACK_MS, type Attempt, type Outcome, type Outgoing, type Transport } from "./transport.ts";

export interface HttpTarget {
  clock: Clock;
  ledger: Ledger;
  url: string;
  signingSecret: string;
  /** Added to the time in the signature, for a Slack or an app whose clock is wrong. */
  skewMs(): number;
}

/** "If we encounter more than 2, we'll retry the request" (docs.slack.dev/apis/events-api). */
const MAX_REDIRECTS = 2;

/** `X-Slack-Signature` and its timestamp. Source: docs.slack.dev/authentication/verifying-requests-from-slack */
function signed(secret: string, body: string, nowMs: number): Record<string, string> {
  const timestamp = String(Math.trunc(nowMs / 1_000));
  const hash = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${hash}` };
}

/** Events as JSON, commands as a form, interactions as a form with `payload`: all to one URL. */
export function httpTransport(target: HttpTarget): Transport {
  return {
    async send(outgoing, attempt) {
      const body = encode(outgoing);
      const headers = {
        "content-type": outgoing.kind === "event" ? "application/json" : "application/x-www-form-urlencoded",
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        accept: "*/*",
        ...signed(target.signingSecret, body, target.clock.now() + target.skewMs()),
        ...retryHeaders(attempt),
      };
      const entry = { service: "slack", kind: "event", name: outgoing.name, headers } as const;
      const gaveUp = new AbortController();
      using _timer = target.clock.timer(ACK_MS, () => gaveUp.abort());
      try {
        const init = { method: "POST", headers, body, redirect: "manual", signal: gaveUp.signal } as const;
        let reply = await fetch(target.url, init);
        for (let hops = 0; isRedirect(reply) && hops < MAX_REDIRECTS; hops++) {
          reply = await fetch(new URL(reply.headers.get("location") ?? "", reply.url), init);
        }
        const text = await reply.text();
        target.ledger.add({ ...entry, request: outgoing.payload, status: reply.status, response: text });
        if (reply.status >= 200 && reply.status < 300) return { kind: "acked", response: parsed(text) };
        return {
          kind: "failed",
          reason: isRedirect(reply) ? "too_many_redirects" : "http_error",
          noRetry: reply.headers.get("x-slack-no-retry") === "1",
        };
      } catch {
        const reason = gaveUp.signal.aborted ? "http_timeout" : "connection_failed";
        target.ledger.add({ ...entry, request: outgoing.payload, response: { failed: reason } });
        return { kind: "failed", reason } satisfies Outcome;
      }
    },
  };
}

/** What the Request URL setting does before it takes a URL. @throws when the challenge does not come back. */
export async function verifyUrl(target: HttpTarget, token: string, challenge: string): Promise<void> {
  const body = JSON.stringify({ token, challenge, type: "url_verification" });
  const reply = await fetch(target.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...signed(target.signingSecret, body, target.clock.now()),
    },
    body,
  });
  const text = await reply.text();
  target.ledger.add({
    service: "slack",
    kind: "event",
    name: "url_verification",
    request: JSON.parse(body),
    status: reply.status,
    response: text,
  });
  const answered = parsed(text);
  const back =
    typeof answered === "object" && answered !== null
      ? (answered as { challenge?: unknown }).challenge
      : text;
  if (!reply.ok || back !== challenge) {
    throw new Error("Your URL didn't respond with the value of the challenge parameter.");
  }
}

function isRedirect(reply: Response): boolean {
  return reply.status >= 300 && reply.status < 400 && reply.headers.has("location");
}

function encode(outgoing: Outgoing): string {
  if (outgoing.kind === "event") return JSON.stringify(outgoing.payload);
  if (outgoing.kind === "interaction") {
    return new URLSearchParams({ payload: JSON.stringify(outgoing.payload) }).toString();
  }
  return new URLSearchParams(outgoing.payload as Record<string, string>).toString();
}

function retryHeaders(attempt: Attempt): Record<string, string> {
  if (attempt.number === 0) return {};
  return {
    "x-slack-retry-num": String(attempt.number),
    "x-slack-retry-reason": attempt.reason ?? "unknown_error",
  };
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
