import type { ServiceApp } from "../../kernel/service.ts";
import { strike } from "../../kernel/strike.ts";
import type { SlackFile } from "../state/file.ts";
import type { World } from "../world.ts";

/** What Slack serves instead of a private file: its sign-in page, with status 200 (bolt-js#2585, eve#1531). */
const SIGN_IN = `<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>
<h1>Sign in to your workspace</h1></body></html>`;

/** Uploads by ticket, and private files by bearer token. */
export function mountFiles(app: ServiceApp, world: World): void {
  app.post("/upload/v1/:ticket", async (c) => {
    const fault = world.faults.take("slack", "file upload");
    return strike(world, c as never, fault, async () => {
      const upload = world.state.uploads.get(c.req.param("ticket"));
      const bytes = await sentBytes(c.req.raw);
      // An upload URL takes exactly the announced number of bytes, once.
      const fits = upload && !upload.bytes && bytes?.length === upload.length;
      const status = !upload ? 404 : fits ? 200 : 400;
      if (fits) upload.bytes = bytes;
      const response = fits ? `OK - ${bytes.length}` : "upload failed";
      world.ledger.add({
        service: "slack",
        kind: "request",
        name: "file upload",
        path: c.req.path,
        request: { bytes: bytes?.length, announced: upload?.length },
        status,
        response,
      });
      return new Response(response, { status });
    });
  });

  app.get("/files-pri/:path/:rest{.+}", async (c) => {
    const fault = world.faults.take("slack", "file download");
    return strike(world, c as never, fault, async () => {
      const id = c.req.param("path").split("-").slice(1).join("-");
      const file = world.state.files.get(id);
      const allowed = file && mayRead(world, file, c.req.header("authorization"));
      const gone = !file || file.deleted || !file.bytes;
      world.ledger.add({
        service: "slack",
        kind: "request",
        name: "file download",
        path: c.req.path,
        headers: Object.fromEntries(c.req.raw.headers),
        status: allowed && gone ? 404 : 200,
        response: { allowed: allowed === true, bytes: allowed ? file.size : SIGN_IN.length },
      });
      if (!allowed) return c.html(SIGN_IN);
      if (gone) return c.text("file not found", 404);
      return new Response(new Uint8Array(file.bytes ?? []), {
        headers: { "content-type": file.mimetype, "content-length": String(file.size) },
      });
    });
  });
}

function mayRead(world: World, file: SlackFile, header: string | undefined): boolean {
  const { app, tokens, channels } = world.state;
  const token = tokens.get(header?.replace(/^Bearer\s+/i, "") ?? "");
  if (token?.kind !== "bot" || token.dead || !app.scopes.has("files:read")) return false;
  if (file.user === app.botUserId) return true;
  return file.shares.some((s) => channels.get(s.channel)?.members.has(app.botUserId));
}

/** Raw bytes, or the one file of a multipart form. */
async function sentBytes(request: Request): Promise<Uint8Array | undefined> {
  if (!request.headers.get("content-type")?.startsWith("multipart/form-data")) {
    return new Uint8Array(await request.arrayBuffer());
  }
  const form = await request.formData();
  for (const value of form.values()) {
    if (typeof value !== "string") return new Uint8Array(await value.arrayBuffer());
  }
  return undefined;
}
