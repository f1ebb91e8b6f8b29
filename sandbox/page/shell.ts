import { createHash } from "node:crypto";
import { html, raw } from "hono/html";

export interface ShellParts {
  /** Where the client's files are served, without a trailing slash. */
  base: string;
  modules: readonly string[];
  /** The import map, as JSON. */
  map: string;
  firstLook: ReturnType<typeof html>;
}

/** The document: the first look, and the names of all modules for `boot.js`. */
export function shell({ base, modules, map, firstLook }: ShellParts): ReturnType<typeof html> {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Parley sandbox</title>
<link rel="icon" href="${base}/icon.svg">
<link rel="stylesheet" href="${base}/style.css">
<script src="${base}/early.js"></script>
</head>
<body>${firstLook}<div id="page"></div>
<script type="importmap">${raw(map)}</script>
<script src="${base}/boot.js" data-main="${base}/main.js" data-modules="${modules.join(" ")}"></script>
<noscript>The sandbox's page needs JavaScript.</noscript>
</body>
</html>
`;
}

/** No inline script but the import map, no HTML made from strings, nothing fetched from elsewhere. */
export function contentSecurityPolicy(map: string): string {
  const hash = createHash("sha256").update(map).digest("base64");
  return [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}
