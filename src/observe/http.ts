import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Route = (request: IncomingMessage, response: ServerResponse) => void;

/** Parley's own small HTTP server: health, and Slack's events where those come over HTTP. */
export interface Http {
  route(path: string, handler: Route): void;
  /** @returns where it listens, `http://host:port`. */
  listen(host: string, port: number): Promise<string>;
  close(): Promise<void>;
}

export function createHttp(): Http {
  const routes = new Map<string, Route>();
  // a client that dawdles over headers or body must not hold others up
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 65_000 });
  server.maxConnections = 2_000;
  server.on("request", (request, response) => {
    const path = request.url?.split("?", 1)[0] ?? "";
    const handler = routes.get(path);
    if (handler) return handler(request, response);
    response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
  });
  return {
    route(path, handler) {
      routes.set(path, handler);
    },
    async listen(host, port) {
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, resolve);
      });
      return `http://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const forced = setTimeout(() => server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(forced);
    },
  };
}
