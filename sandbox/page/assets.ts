import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";

const root = new URL("./client/", import.meta.url);
const types: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};
/** What the client's modules import by bare name, each from its installed package. */
const libraries: Record<string, string> = {
  preact: import.meta.resolve("preact"),
  "preact/hooks": import.meta.resolve("preact/hooks"),
  htm: import.meta.resolve("htm"),
  "htm/preact": import.meta.resolve("htm/preact"),
  "@preact/signals": import.meta.resolve("@preact/signals"),
  "@preact/signals-core": import.meta.resolve("@preact/signals-core"),
  marked: import.meta.resolve("marked"),
};

/** Serves the page and its modules. Only files listed at start are served, so no path leads anywhere else. */
export function createAssets(): Hono {
  const files = new Map<string, URL>();
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    const path = name.replaceAll("\\", "/");
    if (types[extname(path)]) files.set(`/client/${path}`, new URL(path, root));
  }
  const imports: Record<string, string> = {};
  for (const [name, url] of Object.entries(libraries)) {
    const path = `/lib/${name.replaceAll("/", "-")}.js`;
    imports[name] = path;
    files.set(path, new URL(url));
  }
  const map = JSON.stringify({ imports });
  const page = shell([...files.keys()], map);
  const policy = contentSecurityPolicy(map);

  const app = new Hono();
  app.get("/", (c) =>
    c.html(page, 200, {
      "content-security-policy": policy,
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    }),
  );
  app.on("GET", ["/client/*", "/lib/*"], async (c) => {
    const file = files.get(c.req.path);
    if (!file) return c.notFound();
    return c.body(await readFile(fileURLToPath(file)), 200, {
      "content-type": types[extname(file.pathname)] ?? "application/octet-stream",
      "cache-control": "no-cache",
    });
  });
  return app;
}

/** No inline script but the import map, no HTML made from strings, nothing fetched from elsewhere. */
function contentSecurityPolicy(map: string): string {
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

/** Every module is named at once: without that the browser would find them one layer of imports after the other. */
function shell(paths: readonly string[], map: string): string {
  const styles = paths.filter((path) => path.endsWith(".css")).sort();
  const scripts = paths.filter((path) => path.endsWith(".js"));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Parley sandbox</title>
<link rel="icon" href="/client/icon.svg">
${styles.map((path) => `<link rel="stylesheet" href="${path}">`).join("\n")}
<script type="importmap">${map}</script>
${scripts.map((path) => `<link rel="modulepreload" href="${path}">`).join("\n")}
<script type="module" src="/client/main.js"></script>
</head>
<body><div id="page"></div><noscript>The sandbox's page needs JavaScript.</noscript></body>
</html>
`;
}
