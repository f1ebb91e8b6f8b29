import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FACTS } from "../facts.ts";

test("each fact has a source and stands in the title of exactly one test, and no test names another", () => {
  const titles = globSync("*.test.ts", { cwd: import.meta.dirname })
    .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
    .flatMap((source) => [...source.matchAll(/^test\(\s*"(SLACK-[A-Z0-9-]+)/gm)].map(([, id]) => id));
  assert.deepEqual(titles.toSorted(), FACTS.map((fact) => fact.id).toSorted());
  for (const { id, fact, source } of FACTS) assert.ok(fact && source, id);
});
