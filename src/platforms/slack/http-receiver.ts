import type { IncomingMessage, ServerResponse } from "node:http";
import type { Receiver } from "@slack/bolt";
import type { Clock } from "../../core/clock.ts";
import { text } from "./fields.ts";
import { parseBody, readBody } from "./http-body.ts";
import type { Intake } from "./intake.ts";
import { isSigned, isStamped } from "./signature.ts";

/** Hangs a handler on the application's own server. */
export type Route = (
  path: string,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
) => void;

/** Events, slash commands and interactions all come here. */
const EVENTS_PATH = "/slack/events";

/**
 * Slack over HTTP. An event is answered 200 only when it is stored, and 503 when it cannot be, so that Slack sends
 * it again. What is not freshly signed is refused before it is parsed.
 */
export function createHttpReceiver(deps: {
  signingSecret: string;
  route: Route;
  intake: Intake;
  clock: Clock;
  /** Slack was told that something is stored. */
  onAcknowledged(): void;
}): Receiver {
  const { signingSecret, intake, clock } = deps;
  if (signingSecret === "") throw new Error("the signing secret is empty: anyone could sign with it");
  let isOpen = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== "POST") return finish(response, 405);
    const type = request.headers["content-type"] ?? "";
    const isForm = type.startsWith("application/x-www-form-urlencoded");
    const stamped = isStamped(request.headers, clock.now());
    // Slack checks a certificate with an unsigned form, which is answered and otherwise ignored.
    if (!stamped && !isForm) return finish(response, 401);
    const raw = await readBody(request, clock);
    if (raw.kind === "refused") {
      // What still comes is not waited for.
      response.once("finish", () => request.destroy());
      return finish(response, raw.status);
    }
    if (!stamped || !isSigned(request.headers, raw.bytes, signingSecret)) {
      return finish(response, isForm && isCertificateCheck(raw.bytes) ? 200 : 401);
    }
    if (isForm && isCertificateCheck(raw.bytes)) return finish(response, 200);
    const body = parseBody(raw.bytes, type);
    if (!body) return finish(response, 400);
    if (body.type === "url_verification") return finish(response, 200, text(body, "challenge") ?? "");
    if (!isOpen) return finish(response, 503);
    const retryNum = Number(request.headers["x-slack-retry-num"]);
    const receipt = await intake.take(body, Number.isInteger(retryNum) ? retryNum : undefined);
    switch (receipt.kind) {
      case "taken":
        finish(response, 200);
        return deps.onAcknowledged();
      case "later":
        return finish(response, 503);
      case "refused":
        return finish(
          response,
          200,
          JSON.stringify({ response_type: "ephemeral", text: receipt.text }),
          "application/json",
        );
    }
  }

  deps.route(EVENTS_PATH, (request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) finish(response, 500);
    });
  });
  return {
    init() {},
    async start() {
      isOpen = true;
    },
    async stop() {
      isOpen = false;
      await intake.idle();
    },
  };
}

function isCertificateCheck(bytes: Buffer): boolean {
  if (bytes.length > 4_096) return false;
  return new URLSearchParams(bytes.toString("latin1")).get("ssl_check") === "1";
}

function finish(
  response: ServerResponse,
  status: number,
  body = "",
  type = "text/plain; charset=utf-8",
): void {
  const headers: Record<string, string | number> = { "content-length": Buffer.byteLength(body) };
  if (body !== "") headers["content-type"] = type;
  // The rest of a body that was refused is not read, so the connection cannot be used again.
  if (status === 408 || status === 413) headers.connection = "close";
  response.writeHead(status, headers).end(body);
}
