import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, matchesGlob, relative, resolve } from "node:path";
import { execPath } from "node:process";
import { describe, test } from "node:test";

const root = resolve(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const manifest = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };
const dockerfile = read("Dockerfile").replaceAll(/\\\n\s*/g, "");
const compose = read("compose.yaml");

interface Locked {
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** What is copied from the checkout into the second stage: the image. */
const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) (\S+)$/gm)].flatMap(([, from = ""]) =>
  from.split(" "),
);

/** The last matching line of .dockerignore decides. */
function ignored(path: string): boolean {
  let out = false;
  for (const line of read(".dockerignore").split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const pattern = line.replace(/^!/, "");
    if (matchesGlob(path, pattern) || path.startsWith(`${pattern}/`)) out = !line.startsWith("!");
    else if (pattern === "*") out = true;
  }
  return out;
}

const typesOnly = /^(?:import|export) type [^;]+;/gm;
const imported = /(?:^(?:import|export)[^;"]*\bfrom|\bimport\(|^import)\s*"([^"]+)"/gm;

/** Ends with the exit code of the image's health check, asked of this port. */
async function healthcheck(port: number): Promise<unknown> {
  const [command = "", ...args] = commandOf(/HEALTHCHECK .*CMD (\[.*\])$/m);
  assert.equal(command, "node");
  const child = spawn(execPath, args, { env: { PORT: String(port) } });
  const [code] = await once(child, "exit");
  return code;
}

function commandOf(pattern: RegExp): string[] {
  return JSON.parse(pattern.exec(dockerfile)?.[1] ?? "[]") as string[];
}

describe("container image", () => {
  test("A69 DOCKER-NODE every stage is the Node.js that package.json pins", () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    assert.ok(bases.length >= 2);
    assert.deepEqual(new Set(bases), new Set([`node:${manifest.dependencies.node}-slim`]));
  });

  test("A69 DOCKER-COPY what it copies is there and not ignored; secrets, data, tests and sandbox are", () => {
    for (const path of copied) {
      assert.ok(existsSync(join(root, path)), path);
      assert.equal(ignored(path), false, path);
    }
    const out = [
      ".env",
      "data",
      "data/pglite",
      "test",
      "sandbox",
      "sandbox/start.ts",
      ".git",
      "node_modules",
    ];
    for (const path of [...out, "src/platforms/slack/parse.test.ts"]) assert.equal(ignored(path), true, path);
  });

  test("DOCKER-COMPLETE everything that main.ts and setup.ts import is in the image", () => {
    const source = globSync("src/**/*.ts", { cwd: root }).filter((file) => !ignored(file));
    assert.ok(source.includes("src/main.ts"));
    const wrong = source.flatMap((file) =>
      [...read(file).replaceAll(typesOnly, "").matchAll(imported)].flatMap(([, to = ""]) => {
        if (to.startsWith("node:")) return [];
        const path = relative(root, resolve(root, dirname(file), to));
        // main.ts looks first whether there is a sandbox
        if (path === "sandbox/start.ts" && file === "src/main.ts") return [];
        const inside = to.startsWith(".")
          ? copied.some((top) => path.startsWith(`${top}/`)) && existsSync(join(root, path))
          : Object.hasOwn(manifest.dependencies, packageOf(to));
        return inside ? [] : [`${file} imports ${to}`];
      }),
    );
    assert.deepEqual(wrong, []);
  });

  test("A69 DOCKER-RIGHTS it runs as a user without rights, writes only to its volume and starts main.ts", () => {
    const user = /^USER (\S+)$/m.exec(dockerfile)?.[1] ?? "";
    assert.match(user, /^[1-9]\d*:[1-9]\d*$/);
    assert.match(dockerfile, /^VOLUME \/data$/m);
    assert.match(dockerfile, /^ENV .*\bDATA_DIR=\/data\b/m);
    const [node, main = ""] = commandOf(/^CMD (\[.*\])$/m);
    assert.equal(node, "node");
    assert.ok(existsSync(join(root, main)), main);
  });

  test("DOCKER-HEALTH the health check tells 200 from 503 and from nobody there", async () => {
    let status = 200;
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status).end();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    assert.equal(await healthcheck(port), 0);
    status = 503;
    assert.equal(await healthcheck(port), 1);
    assert.deepEqual(asked, ["/healthz", "/healthz"]);
    server.close();
    server.closeAllConnections();
    assert.equal(await healthcheck(port), 1);
  });

  test("A69 F57 DOCKER-COMPOSE both services are locked down, and have more time to stop than answers get", () => {
    const services = compose.split(/^ {2}(?=\w+:\n {4})/m).slice(1);
    assert.equal(services.length, 2);
    for (const service of services) {
      assert.match(service, /^ {4}read_only: true$/m);
      assert.match(service, /^ {4}cap_drop: \[ALL\]$/m);
      assert.match(service, /^ {4}security_opt: \[no-new-privileges:true\]$/m);
      assert.ok(Number(/^ {4}stop_grace_period: (\d+)s$/m.exec(service)?.[1]) >= 25);
      assert.doesNotMatch(service, /privileged: true|docker\.sock/);
    }
    assert.match(compose, /condition: service_healthy/);
    assert.doesNotMatch(compose, /^\s+\w*PASSWORD: (?!\$)/m);
  });

  test("A68 LOCK-COMPLETE the lock file has every package it names, also those of other systems: npm ci refuses else", () => {
    const missing = Object.entries(lock.packages).flatMap(([at, entry]) =>
      Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
        .filter((name) => !findLocked(at, name))
        .map((name) => `${at || "package.json"} → ${name}`),
    );
    assert.deepEqual(missing, []);
  });

  test("A68 LOCK-SCRIPTS no package but the one that brings Node.js runs a script when it is installed", () => {
    const scripts = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript);
    assert.deepEqual(
      scripts.map(([at]) => at),
      ["node_modules/node"],
    );
  });
});

/** As Node looks for it: beside, then further up. */
function findLocked(at: string, name: string): boolean {
  for (let folder = at; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${folder && `${folder}/`}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
