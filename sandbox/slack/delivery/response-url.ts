import type { ServiceApp } from "../../kernel/service.ts";
import { strike } from "../../kernel/strike.ts";
import { type AnswerPlace, answer } from "../messages/respond.ts";
import type { ResponseUrl } from "../state/trigger.ts";
import { Refusal } from "../web/refusal.ts";
import type { World } from "../world.ts";

/** docs.slack.dev/interactivity/handling-user-interaction: five times within thirty minutes. */
const USES_MAX = 5;
const LIFE_MS = 30 * 60_000;

/** The oldest are forgotten: a sandbox left open for a week must not fill the memory. */
const KEPT = 5_000;

/** Makes a URL by which an app may answer for a while, without a token. */
export function issueResponseUrl(
  world: World,
  family: "commands" | "actions" | "app",
  place: AnswerPlace,
): string {
  const { state, mint, clock } = world;
  const path = `/response/${family}/${state.team.id}/${mint.id("").slice(1)}/${mint.secret()}`;
  state.responseUrls.set(path, { path, ...place, uses: 0, issuedAt: clock.now() });
  if (state.responseUrls.size > KEPT) {
    state.responseUrls.delete(state.responseUrls.keys().next().value ?? "");
  }
  return `${world.origin()}/slack${path}`;
}

export function mountResponseUrls(app: ServiceApp, world: World): void {
  app.post("/response/*", async (c) => {
    const name = "response_url";
    const fault = world.faults.take("slack", name);
    return strike(world, c as never, fault, async () => {
      const path = c.req.path.replace(/^\/slack/, "");
      const payload = parsed(await c.req.text());
      const reply = use(world, world.state.responseUrls.get(path), payload);
      const status = fault?.kind === "status" ? fault.status : reply.status;
      world.ledger.add({
        service: "slack",
        kind: "request",
        name,
        path,
        request: payload,
        status,
        response: reply.body,
      });
      return new Response(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body), {
        status: reply.status,
      });
    });
  });
}

function use(world: World, url: ResponseUrl | undefined, payload: unknown) {
  const refused = (status: number, error: string) => ({ status, body: { ok: false, error } });
  if (!url) return refused(404, "expired_url");
  if (world.clock.now() - url.issuedAt > LIFE_MS) return refused(404, "expired_url");
  if (url.uses >= USES_MAX) return refused(404, "used_url");
  if (payload === undefined) return refused(400, "invalid_payload");
  try {
    url.uses++;
    answer(world, url, payload);
    return { status: 200, body: "ok" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    url.uses--;
    return refused(400, error.code);
  }
}

/** JSON, or a form with `payload`. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const payload = new URLSearchParams(text).get("payload");
    if (payload === null) return undefined;
    try {
      return JSON.parse(payload);
    } catch {
      return undefined;
    }
  }
}
