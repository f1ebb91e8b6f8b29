import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import { Hono } from "hono";
import type { html } from "hono/html";
import { contentSecurityPolicy, shell } from "./shell.ts";

const root = new URL("./client/", import.meta.url);
const types: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
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
  "@preact/signals-core": signalsCore(),
  marked: import.meta.resolve("marked"),
};

/** A dependency of a dependency: found from where its user stands, not from here. */
function signalsCore(): string {
  const manifest = findPackageJSON("@preact/signals-core", import.meta.resolve("@preact/signals"));
  if (!manifest) throw new Error("@preact/signals-core is not installed");
  return new URL("dist/signals-core.mjs", pathToFileURL(manifest)).href;
}

interface Assets {
  /** By path below the version. Nothing else is served, so no path leads anywhere else. */
  files: Map<string, Buffer<ArrayBuffer>>;
  /** Bare names and where they are served. */
  imports: Record<string, string>;
  /** Changes with any byte of them: what a browser has kept under it is right for good. */
  version: string;
}

/** Serves the page and its modules. @param firstLook what stands in the page before its scripts have run */
export function createAssets(firstLook: () => ReturnType<typeof html>): Hono {
  let assets: Assets | undefined;
  const app = new Hono();
  app.get("/", (c) => {
    assets ??= readAssets();
    const { version, imports, files } = assets;
    const base = `/assets/${version}`;
    const absolute = Object.entries(imports).map(([name, path]) => [name, `${base}/${path}`]);
    const map = JSON.stringify({ imports: Object.fromEntries(absolute) });
    const modules = [...files.keys()].filter((path) => path.endsWith(".js")).map((path) => `${base}/${path}`);
    return c.html(shell({ base, modules, map, firstLook: firstLook() }), 200, {
      "content-security-policy": contentSecurityPolicy(map),
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
  });
  app.get("/assets/:version/:path{.+}", (c) => {
    assets ??= readAssets();
    const path = c.req.param("path");
    const bytes = c.req.param("version") === assets.version ? assets.files.get(path) : undefined;
    if (!bytes) return c.notFound();
    return c.body(bytes, 200, {
      "content-type": types[extname(path)] ?? "application/octet-stream",
      "cache-control": "max-age=31536000, immutable",
    });
  });
  return app;
}

/** Reads them all, once. The style sheets become one: a browser that fetches six things at a time has them sooner. */
function readAssets(): Assets {
  const files: Assets["files"] = new Map();
  const styles: Buffer[] = [];
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" }).sort()) {
    const path = name.replaceAll("\\", "/");
    const extension = extname(path);
    if (!types[extension]) continue;
    const bytes = readFileSync(new URL(path, root));
    if (extension === ".css") styles.push(bytes);
    else files.set(path, bytes);
  }
  files.set("style.css", Buffer.concat(styles));
  const imports: Record<string, string> = {};
  for (const [name, url] of Object.entries(libraries)) {
    const path = `lib/${name.replaceAll("/", "-")}.js`;
    imports[name] = path;
    files.set(path, readFileSync(new URL(url)));
  }
  const hash = createHash("sha256");
  for (const [path, bytes] of files) hash.update(path).update(bytes);
  return { files, imports, version: hash.digest("hex").slice(0, 16) };
}
