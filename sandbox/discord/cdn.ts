import { Hono } from "hono";
import type { ServiceApp, ServiceDeps } from "../kernel/service.ts";
import { strike } from "../kernel/strike.ts";
import type { Links } from "./show/links.ts";
import type { World } from "./world/world.ts";

/** What the ledger and the faults call a download. */
const name = "GET /cdn";

/** The file host: a link works while its signature holds and the file stands. */
export function createCdn(deps: ServiceDeps & { world: World; links: Links }): ServiceApp {
  const { ledger, faults } = deps;
  const app: ServiceApp = new Hono();
  app.get("/cdn/*", async (c) => {
    const fault = faults.take("discord", name);
    const response = await strike(deps, c, fault, async () => download(deps, new URL(c.req.url)));
    const path = c.env.incoming.url ?? "";
    const silent = fault?.kind === "reset" || fault?.kind === "hang";
    const struck = fault?.kind === "status" ? { struck: true as const } : {};
    const status = silent ? {} : { status: response.status };
    ledger.add({ service: "discord", kind: "request", name, path, ...status, ...struck });
    return response;
  });
  return app;
}

function download({ world, links }: { world: World; links: Links }, url: URL): Response {
  const path = url.pathname.replace(/^.*?\/cdn/, "");
  const id = /^\/attachments\/\d+\/(\d+)\//.exec(path)?.[1] ?? "";
  const file = world.files.get(id);
  if (!file || !links.valid(path, url.searchParams)) {
    return new Response("This content is no longer available.", {
      status: 404,
      headers: { "content-type": "text/plain;charset=UTF-8" },
    });
  }
  return new Response(Buffer.from(file.bytes), {
    headers: {
      "content-type": file.content_type,
      "content-length": String(file.size),
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
      "cache-control": "public, max-age=31536000",
      "x-robots-tag": "noindex, nofollow, noarchive, nocache, noimageindex, noodp",
    },
  });
}
