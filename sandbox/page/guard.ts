import { createMiddleware } from "hono/factory";

const loopback = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/**
 * Lets only pages of this very origin in. A name that was rebound to 127.0.0.1 shows in `Host`; another site's
 * page shows in `Origin`, and can't set a header of its own without a preflight that nobody answers.
 */
export const ownOriginOnly = createMiddleware(async (c, next) => {
  const host = c.req.header("host") ?? "";
  const origin = c.req.header("origin");
  const foreign = !loopback.test(host) || (origin !== undefined && origin !== `http://${host}`);
  const unmarked = c.req.method !== "GET" && c.req.header("x-sandbox-page") === undefined;
  if (foreign || unmarked) return c.text("Only the sandbox's own page, on this machine, may use this.", 403);
  await next();
  c.res.headers.set("cross-origin-resource-policy", "same-origin");
  c.res.headers.set("x-content-type-options", "nosniff");
  return undefined;
});
