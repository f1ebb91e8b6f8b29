import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseEnv } from "node:util";
import { environment, readConfig } from "../src/config.ts";
import { envExample } from "./support/settings.ts";

const path = join(import.meta.dirname, "..", ".env.example");
const whole = { serializers: [String] };

test("CONFIG-EXAMPLE .env.example is what the schema says: every variable once, with its meaning and default", (t) => {
  t.assert.fileSnapshot(envExample(), path, whole);
});

test("CONFIG-EXAMPLE .env.example gives the defaults, as it is and with every line in force", () => {
  const text = readFileSync(path, "utf8");
  const inForce = parseEnv(text.replaceAll(/^#(?=[A-Z])/gm, ""));
  assert.deepEqual(Object.keys(inForce).sort(), Object.keys(environment.shape).sort());
  assert.deepEqual(readConfig(parseEnv(text)), readConfig({}));
  assert.deepEqual(readConfig(inForce), readConfig({}));
});
