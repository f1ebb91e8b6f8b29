import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Never answers. */
  silent?: true;
}

/** An app's Request URL that keeps what it gets and answers as told, so that Slack's side can be tested alone. */
export interface Endpoint extends AsyncDisposable {
  url: string;
  readonly received: readonly Received[];
  /** Answers all to come; `url_verification` is always answered as it should be. */
  reply: Reply;
  /** The first request, past or to come, for which `match` holds. */
  until(match: (received: Received) => boolean): Promise<Received>;
}

export async function slackEndpoint(): Promise<Endpoint> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      const { challenge } = parsed(body);
      if (typeof challenge === "string") return response.end(challenge);
      received.push({ headers: request.headers, body });
      for (const wake of waiting) wake();
      const { status = 200, headers, body: answer = "", silent } = endpoint.reply;
      if (!silent) response.writeHead(status, headers).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint: Endpoint = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    received,
    reply: {},
    until(match) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = received.find(match);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => reject(new Error(`no such request among ${received.length}`)), 5_000);
        waiting.add(look);
        look();
      });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return endpoint;
}

export function parsed(body: string): Record<string, unknown> & { event?: Record<string, unknown> } {
  try {
    return JSON.parse(body);
  } catch {
    return Object.fromEntries(new URLSearchParams(body));
  }
}
