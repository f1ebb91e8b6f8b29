import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, test } from "node:test";

const root = resolve(import.meta.dirname, "..");
const files = globSync(["src/**/*.{ts,js}", "sandbox/**/*.{ts,js}"], { cwd: root }).filter(
  (f) => !/\.test\.ts$/.test(f),
);
const source = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));

interface Import {
  from: string;
  to: string;
}

const imports = (file: string): Import[] =>
  [...(source.get(file) ?? "").matchAll(/(?:^(?:import|export)[^;"]*\bfrom|\bimport\()\s*"([^"]+)"/gm)].map(
    ([, to = ""]) => ({
      from: file,
      to: to.startsWith(".") ? relative(root, resolve(root, dirname(file), to)) : to,
    }),
  );

/** `src/platforms/slack/x.ts` → `platforms/slack`, `src/core/x.ts` → `core`, `src/app.ts` → `app.ts`. */
function room(file: string): string {
  const [top, first = "", second = ""] = file.split("/");
  if (top !== "src") return top ?? "";
  return first === "platforms" && file.split("/").length > 3 ? `platforms/${second}` : first;
}

const all = files.flatMap(imports);
const say = (list: Import[]) => list.map((i) => `${i.from} → ${i.to}`);

describe("shape", () => {
  test("SHAPE-CORE the core imports itself and Node, no vendor", () => {
    const wrong = all.filter(
      (i) => room(i.from) === "core" && room(i.to) !== "core" && !i.to.startsWith("node:"),
    );
    assert.deepEqual(say(wrong), []);
  });

  test("SHAPE-WAY imports go one way: rooms know the core and themselves, only app.ts knows all", () => {
    const rooms = [
      "commands",
      "tools",
      "models",
      "images",
      "voice",
      "store",
      "platforms/discord",
      "platforms/slack",
    ];
    const inside = (i: Import) => i.to.startsWith("src/");
    const wrong = all.filter(
      (i) => rooms.includes(room(i.from)) && inside(i) && ![room(i.from), "core"].includes(room(i.to)),
    );
    assert.deepEqual(say(wrong), []);
  });

  test("SHAPE-SANDBOX the sandbox knows of Parley only its clock, and only main.ts and setup know the sandbox", () => {
    const wrong = all.filter(
      (i) =>
        (i.from.startsWith("sandbox/") && i.to.startsWith("src/") && i.to !== "src/core/clock.ts") ||
        (i.from.startsWith("src/") && i.to.startsWith("sandbox/") && i.from !== "src/main.ts"),
    );
    assert.deepEqual(say(wrong), []);
  });

  test("SHAPE-PROCESS only what is a process of its own reads the environment, handles signals or exits", () => {
    const touches = /node:process"|\bprocess\.(env|exit|on|argv|kill)\b/;
    const allowed = new Set([
      "src/main.ts",
      "src/setup.ts",
      "src/export.ts",
      "src/images/picture-process.ts",
      "src/store/directory-lock.ts",
    ]);
    const wrong = files.filter(
      (f) => f.startsWith("src/") && !allowed.has(f) && touches.test(source.get(f) ?? ""),
    );
    assert.deepEqual(wrong, []);
  });

  test("SHAPE-SIZE files are small: median at most 90 lines, none over 350", () => {
    const sizes = [...source]
      .map(([file, text]) => ({ file, lines: text.split("\n").length }))
      .sort((a, b) => a.lines - b.lines);
    const median = sizes[Math.floor(sizes.length / 2)]?.lines ?? 0;
    assert.ok(median <= 90, `the median is ${median}`);
    assert.deepEqual(
      sizes.filter((s) => s.lines > 350),
      [],
    );
  });

  test("SHAPE-EXPORTS a file exports one to three values; types that belong to them may stand beside", () => {
    const value = /^export (?:async )?(?:function\*?|const|let|class) /gm;
    const type = /^export (?:interface|type) /gm;
    const tables = new Set(["src/store/schema.ts", "src/core/ids.ts"]);
    const counts = [...source].map(([file, text]) => ({
      file,
      values: text.match(value)?.length ?? 0,
      types: text.match(type)?.length ?? 0,
    }));
    const entry = /main\.ts$|setup\.ts$|^src\/export\.ts$|client\/(main|boot|early)\.js$/;
    const wrong = counts.filter(
      ({ file, values, types }) =>
        !tables.has(file) && !entry.test(file) && (values > 3 || (values === 0 && types === 0)),
    );
    assert.deepEqual(wrong, []);
  });

  test("SHAPE-PLAIN no enum, namespace, default export, module mock or test that was switched off", () => {
    const tests = globSync("{src,sandbox,test}/**/*.test.ts", { cwd: root });
    const text = (f: string) => source.get(f) ?? readFileSync(join(root, f), "utf8");
    const banned =
      /^export default|^(?:export )?(?:const )?enum |\bmock\.module\(|\b(?:test|it|describe)\.(?:only|todo)\(/m;
    assert.deepEqual(
      [...files, ...tests].filter((f) => !f.endsWith("shape.test.ts") && banned.test(text(f))),
      [],
    );
  });
});
