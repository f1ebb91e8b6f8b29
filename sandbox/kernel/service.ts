import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import type { Clock } from "../../src/core/clock.ts";
import type { Faults } from "./faults.ts";
import type { Ledger } from "./ledger.ts";

/** What every sandbox service is built from. */
export interface ServiceDeps {
  clock: Clock;
  ledger: Ledger;
  faults: Faults;
  /** Where the server listens, without a trailing slash: `http://127.0.0.1:4000`. Known only once it listens. */
  origin(): string;
}

/** The HTTP side of a service, mounted below its own prefix; node's request and answer are in `c.env`. */
export type ServiceApp = Hono<{ Bindings: HttpBindings }>;

/** A loopback service: HTTP below `prefix`, web sockets where it has any, and an end. */
export interface Service {
  /** `/discord`, `/slack`, `/openai`, `/anthropic`. */
  prefix: string;
  app: ServiceApp;
  /** Takes a web-socket upgrade whose path begins with `prefix`. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}
