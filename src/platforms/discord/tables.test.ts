import assert from "node:assert/strict";
import { test } from "node:test";
import { renderText } from "./text-out.ts";

/** Lines as one text. */
const lines = (...all: string[]) => all.join("\n");

test("TALK-TABLE a table stands in a block of code, its columns aligned as it says", () => {
  assert.equal(
    renderText(
      lines(
        "Prices:",
        "",
        "| Name | Price | Stock |",
        "|:--|--:|:-:|",
        "| Apple | 1.20 | 12 |",
        "| Pear | 10 | 3 |",
        "",
        "That is all.",
      ),
    ),
    lines(
      "Prices:",
      "",
      "```",
      "Name   Price  Stock",
      "-----  -----  -----",
      "Apple   1.20   12",
      "Pear      10    3",
      "```",
      "",
      "That is all.",
    ),
  );
});

test("TALK-TABLE pipes at the ends, missing cells and cells too many are taken as they come", () => {
  assert.equal(
    renderText(
      lines("a | b", "---|---", "1 | 2", "3", "", "| x | y |", "| - | - |", "| 1 |", "| 1 | 2 | 3 |"),
    ),
    lines("```", "a  b", "-  -", "1  2", "```", "3", "", "```", "x  y", "-  -  -", "1", "1  2  3", "```"),
  );
});

test("TALK-TABLE a cell's marks go, what leads somewhere stands below, once", () => {
  assert.equal(
    renderText(
      lines(
        "| Site | About |",
        "|---|---|",
        "| [Docs](https://example.org/docs) | *the* **docs** of snake_case |",
        "| [the same](https://example.org/docs) | ~~https://example.com/x~~, 5 * 3 |",
        "| [bank.com](https://evil.example) | [click](javascript:alert) \\*as it is\\* |",
      ),
    ),
    lines(
      "```",
      "Site      About",
      "--------  -------------------------",
      "Docs      the docs of snake_case",
      "the same  https://example.com/x, 5 * 3",
      "bank.com  click *as it is*",
      "```",
      "[Docs](<https://example.org/docs>)",
      "<https://example.com/x>",
      "<https://evil.example/>",
    ).replace("-------------------------", "----------------------------"),
  );
});

test("TALK-TABLE pipes in code divide nothing, and backticks don't end the block", () => {
  assert.equal(
    renderText(
      lines(
        "| Code | Means |",
        "|---|---|",
        "| `a | b` | or, `` ` `` |",
        "| `a \\|\\| b` | x \\| y |",
        "| ``` | x |",
        "| a | b |",
      ),
    ),
    lines(
      "```",
      "Code    Means",
      "------  -----",
      "a | b   or, `",
      "a || b  x | y",
      "'''     x",
      "a       b",
      "```",
    ),
  );
});

test("TALK-TABLE wide characters take two columns", () => {
  assert.equal(
    renderText(
      lines(
        "| 名前 | 🎉 | n |",
        "|---|---|--:|",
        "| 日本語 | 👩‍👩‍👧‍👦 | 1 |",
        "| é | ✅ ok | 22 |",
        "| 한국 | ⚠️ | 3 |",
      ),
    ),
    lines(
      "```",
      "名前    🎉      n",
      "------  -----  --",
      "日本語  👩‍👩‍👧‍👦      1",
      "é       ✅ ok  22",
      "한국    ⚠️      3",
      "```",
    ),
  );
});

test("TALK-TABLE what is too wide is a list, which keeps its marks and its links", () => {
  const long = "It makes everything quick, at the cost of memory that hardly anyone will notice";
  assert.equal(
    renderText(
      lines(
        "| Option | What it **does** | [More](https://example.org/all) |",
        "|---|---|---|",
        `| \`fast\` | ${long} | [docs](https://example.org/fast) |`,
        "| `a\\|b` | one<br>two | |",
        "||x \\|\\| y|",
      ),
    ),
    lines(
      "**Option**: `fast`",
      `**What it does**: ${long}`,
      "**More**: [docs](<https://example.org/fast>)",
      "",
      "**Option**: `a|b`",
      "**What it does**: one",
      "two",
      "",
      "**What it does**: x \\|\\| y",
      "",
      "[More](<https://example.org/all>)",
    ),
  );
});

test("TALK-TABLE what only looks like a table stays as it is", () => {
  for (const text of [
    lines("```", "| a | b |", "|---|---|", "| 1 | 2 |", "```"),
    lines("~~~md", "| a | b |", "|---|---|", "~~~"),
    lines("> | a | b |", "> |---|---|", "> | 1 | 2 |"),
    lines("| a | b |", "|---|", "| 1 | 2 |"),
    lines("| a | b |", "", "|---|---|"),
    lines("a", "---", "b"),
    lines("- a | b", "---|---"),
    "either | or",
  ])
    assert.equal(renderText(text), text);
  assert.equal(
    renderText(lines("| a | b |", "|---|---|", "> | 1 | 2 |")),
    lines("```", "a  b", "-  -", "```", "> | 1 | 2 |"),
  );
});

test("TALK-TABLE while it is written it is a table from its rule on, the last row as far as it goes", () => {
  const whole = lines("| a | bc |", "|---|---|", "| 1 | [two](https://example.org) |");
  const seen: string[] = [];
  for (let length = 1; length <= whole.length; length++) {
    const shown = renderText(whole.slice(0, length)).trimEnd();
    if (shown.startsWith("```") && shown !== seen.at(-1)) seen.push(shown);
    assert.equal(shown.startsWith("```"), length > lines("| a | bc |", "|---|").length, shown);
  }
  const block = (...rows: string[]) => lines("```", "a  bc", "-  --", ...rows, "```");
  const rows = seen.map((shown) => shown.split("\n").slice(3).join("\n"));
  assert.equal(seen[0], block());
  assert.equal(rows.at(-1), lines("1  two", "```", "[two](<https://example.org>)"));
  for (const row of rows) assert.match(row, /^(?:```|1\n```|1 {2}(?:\[?t?w?o?\]?)\n```(?:\n\[two\].*)?)$/);
});
