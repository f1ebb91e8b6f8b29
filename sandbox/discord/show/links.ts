import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../../src/core/clock.ts";
import type { Attachment } from "../world/message.ts";

/** How long a file's link lives, in milliseconds (discord docs: reference "Signed Attachment CDN URLs"). */
const linkLifeMs = 24 * 3_600_000;

export interface Links {
  /** A fresh link: each showing of a message signs anew. */
  sign(file: Pick<Attachment, "channelId" | "id" | "filename">): string;
  /** Whether the link's signature is right and its time not over. */
  valid(path: string, query: URLSearchParams): boolean;
}

/** Signs links with `ex`, `is` and `hm` as Discord does, valid for a day. */
export function createLinks(deps: { clock: Clock; origin(): string; secret: string }): Links {
  const mac = (path: string, ex: string, is: string) =>
    createHmac("sha256", deps.secret).update(`${path}|${ex}|${is}`).digest("hex");
  return {
    sign(file) {
      const path = `/attachments/${file.channelId}/${file.id}/${encodeURIComponent(file.filename)}`;
      const now = deps.clock.now();
      const is = Math.floor(now / 1000).toString(16);
      const ex = Math.floor((now + linkLifeMs) / 1000).toString(16);
      return `${deps.origin()}/discord/cdn${path}?ex=${ex}&is=${is}&hm=${mac(path, ex, is)}&`;
    },
    valid(path, query) {
      const [ex, is, hm] = [query.get("ex"), query.get("is"), query.get("hm")];
      if (!ex || !is || !hm) return false;
      const right = Buffer.from(mac(path, ex, is));
      const given = Buffer.from(hm);
      if (right.length !== given.length || !timingSafeEqual(right, given)) return false;
      return Number.parseInt(ex, 16) * 1000 > deps.clock.now();
    },
  };
}
