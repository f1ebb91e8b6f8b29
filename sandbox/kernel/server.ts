import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { Service } from "./service.ts";

export interface ListeningServer {
  server: Server;
  origin: string;
  close(): Promise<void>;
}

/**
 * Serves every service below its prefix on one loopback port.
 * @param port 0 takes a free one.
 */
export async function listen(services: readonly Service[], port = 0, page?: Hono): Promise<ListeningServer> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const service of services) app.route(service.prefix, service.app);
  if (page) app.route("/", page);
  const server = createServer({ keepAliveTimeout: 30_000 }, getRequestListener(app.fetch));
  server.on("upgrade", (request, socket, head) => {
    const service = services.find((s) => s.upgrade && request.url?.startsWith(s.prefix));
    if (service?.upgrade) service.upgrade(request, socket, head);
    else socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    server,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await Promise.all(services.map((service) => service.close()));
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
