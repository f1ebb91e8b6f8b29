import { Hono } from "hono";
import { may } from "../discord/access/permissions.ts";
import type { Discord } from "../discord/discord.ts";
import { maySee } from "../slack/people/visible.ts";
import type { Slack } from "../slack/slack.ts";

/** Files of both platforms as the page shows them: with the viewer's own eyes and links that stay the same. */
export function createFiles(deps: { discord: Discord; slack: Slack }): Hono {
  const app = new Hono();
  app.get("/files/discord/:id", (c) => {
    const { state } = deps.discord;
    const file = state.files.get(c.req.param("id"));
    const channel = state.channels.get(file?.channelId ?? "");
    if (!file || !channel) return c.notFound();
    if (!may(state, c.req.query("as") ?? "", channel, "VIEW_CHANNEL")) return c.notFound();
    return download(file.filename, file.content_type, file.bytes);
  });
  app.get("/files/slack/:id", (c) => {
    const { state } = deps.slack;
    const file = state.files.get(c.req.param("id"));
    const as = c.req.query("as") ?? "";
    const seen = file?.user === as || file?.shares.some((share) => maySee(state, as, share.channel));
    if (!file?.bytes || file.deleted || !seen) return c.notFound();
    return download(file.name, file.mimetype, file.bytes);
  });
  return app;
}

/** Never rendered as a page of this origin: an `img` shows it, a click saves it. */
function download(name: string, mime: string, bytes: Uint8Array): Response {
  return new Response(Buffer.from(bytes), {
    headers: {
      "content-type": mime,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "private, max-age=3600",
    },
  });
}
