import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { facts } from "../facts.ts";

test("every fact in the table is the title of exactly one test, and every such title stands in the table", () => {
  const files = globSync("*.test.ts", { cwd: import.meta.dirname });
  const text = files.map((file) => readFileSync(join(import.meta.dirname, file), "utf8")).join("\n");
  const titles = [...text.matchAll(/^test\(\s*"(DISCORD-[^"]+)"/gm)].map((found) => found[1]);
  assert.deepEqual(titles.sort(), facts.map(({ id, fact }) => `${id}: ${fact}`).sort());
  assert.equal(new Set(facts.map((one) => one.id)).size, facts.length);
});
