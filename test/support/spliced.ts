import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/**
 * A Markdown file as it reads with `content` between `<!-- mark -->` and `<!-- /mark -->`. Held against the file itself
 * by `fileSnapshot`, which writes it with `--test-update-snapshots`.
 */
export function spliced(path: string, mark: string, content: string): string {
  const text = readFileSync(path, "utf8");
  const [before, rest] = text.split(`<!-- ${mark} -->\n`);
  const [, after] = rest?.split(`<!-- /${mark} -->`) ?? [];
  assert.ok(after !== undefined, `${path} has no place for ${mark}`);
  return `${before}<!-- ${mark} -->\n${content}\n<!-- /${mark} -->${after}`;
}
