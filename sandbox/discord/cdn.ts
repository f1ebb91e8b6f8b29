import { Hono } from "hono";
import type { ServiceApp } from "../kernel/service.ts";
import type { Links } from "./show/links.ts";
import type { World } from "./world/world.ts";

/** The file host: a link works while its signature holds and the file stands. */
export function createCdn(deps: { world: World; links: Links }): ServiceApp {
  const app: ServiceApp = new Hono();
  app.get("/cdn/*", (c) => {
    const url = new URL(c.req.url);
    const path = url.pathname.replace(/^.*?\/cdn/, "");
    const gone = () =>
      c.text("This content is no longer available.", 404, { "content-type": "text/plain;charset=UTF-8" });
    const id = /^\/attachments\/\d+\/(\d+)\//.exec(path)?.[1] ?? "";
    const file = deps.world.files.get(id);
    if (!file || !deps.links.valid(path, url.searchParams)) return gone();
    return new Response(Buffer.from(file.bytes), {
      headers: {
        "content-type": file.content_type,
        "content-length": String(file.size),
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
        "cache-control": "public, max-age=31536000",
        "x-robots-tag": "noindex, nofollow, noarchive, nocache, noimageindex, noodp",
      },
    });
  });
  return app;
}
