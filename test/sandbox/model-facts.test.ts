import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { facts } from "../../sandbox/models/facts.ts";

test("each fact of the model services stands in exactly one test title", () => {
  const sources = [
    "openai.test.ts",
    "openai-images.test.ts",
    "openai-media.test.ts",
    "anthropic.test.ts",
  ].map((file) => readFileSync(join(import.meta.dirname, file), "utf8"));
  const titled = sources.flatMap((source) =>
    [...source.matchAll(/^test\("([A-Z][A-Z-]+):/gm)].map((match) => match[1]),
  );
  assert.deepEqual(titled.toSorted(), facts.map((fact) => fact.id).toSorted());
});
