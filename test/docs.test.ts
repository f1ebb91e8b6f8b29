import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, test } from "node:test";
import { facts as discord } from "../sandbox/discord/facts.ts";
import { facts as models } from "../sandbox/models/facts.ts";
import { FACTS as slack } from "../sandbox/slack/facts.ts";
import { settingsTable } from "./support/settings.ts";
import { spliced } from "./support/spliced.ts";

const root = resolve(import.meta.dirname, "..");
const whole = { serializers: [String] };

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");

/** That each fact stands in the title of one test is held by the tests of each service. */
function factsTable(): string {
  const section = (title: string, list: readonly { id: string; fact: string; source: string }[]) =>
    [
      `### ${title} (${list.length})`,
      "",
      "| test | what holds | source |",
      "| --- | --- | --- |",
      ...list.map(({ id, fact, source }) => `| \`${id}\` | ${cell(fact)} | ${cell(source)} |`),
    ].join("\n");
  return [section("Discord", discord), section("Slack", slack), section("Models", models)].join("\n\n");
}

describe("documents", () => {
  test("DOCS-SETTINGS the README's table of settings is what the schema says", (t) => {
    const path = join(root, "README.md");
    t.assert.fileSnapshot(spliced(path, "settings", settingsTable()), path, whole);
  });

  test("DOCS-FACTS the sandbox's README lists every fact that it is strict about", (t) => {
    const path = join(root, "sandbox/README.md");
    t.assert.fileSnapshot(spliced(path, "facts", factsTable()), path, whole);
  });

  test("DOCS-LINKS every file that a document points to is there, and every script it runs", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    const wrong = globSync(["*.md", "sandbox/*.md"], { cwd: root }).flatMap((document) => {
      const text = readFileSync(join(root, document), "utf8");
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = ""]) => to);
      const runs = [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, name = ""]) => name);
      return [
        ...links.filter((to) => !existsSync(join(root, dirname(document), to))),
        ...runs.filter((name) => !Object.hasOwn(scripts, name)),
      ].map((missing) => `${document}: ${missing}`);
    });
    assert.deepEqual(wrong, []);
  });
});
