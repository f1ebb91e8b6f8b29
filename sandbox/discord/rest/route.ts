import type { Json } from "../world/message.ts";
import type { Upload, UploadedFile } from "./body.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** How often a route may be called; separately for each value of its first parameter. */
export interface Limit {
  /** Routes with the same bucket share their count. */
  bucket: string;
  /**
   * What the `X-RateLimit-Bucket` header is made from, where it differs: Discord gives creating and editing
   * messages one name though they count apart (discord-api-docs issue 8073).
   */
  announcedAs?: string;
  count: number;
  windowMs: number;
}

export interface Call {
  /** Who calls: Parley's bot, for routes with a token. */
  botId: string;
  /** A path parameter. */
  param(name: string): string;
  query: URLSearchParams;
  body: Json;
  upload: Upload;
  files: readonly UploadedFile[];
}

/** `body` absent: an empty answer. */
export interface Answer {
  status: number;
  body?: unknown;
}

export interface Route {
  method: Method;
  /** As in `/channels/:id/messages`; with the method it is the name in the ledger. */
  path: string;
  /** `none`: the path itself carries a token, as interaction callbacks and their webhooks do. */
  auth: "bot" | "none";
  limit?: Limit;
  handle(call: Call): Answer | Promise<Answer>;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const done: Answer = { status: 204 };
