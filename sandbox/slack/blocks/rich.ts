import type { Checker } from "./checker.ts";
import { LIMITS } from "./limits.ts";
import { blockTexts } from "./text.ts";

const PARTS: Readonly<Record<string, readonly string[]>> = {
  rich_text_section: [
    "broadcast",
    "color",
    "channel",
    "date",
    "emoji",
    "link",
    "team",
    "text",
    "user",
    "usergroup",
  ],
  rich_text_quote: [
    "broadcast",
    "color",
    "channel",
    "date",
    "emoji",
    "link",
    "team",
    "text",
    "user",
    "usergroup",
  ],
  rich_text_preformatted: ["text", "link"],
  rich_text_list: ["rich_text_section"],
};

export function checkRichText(check: Checker, pointer: string, block: Record<string, unknown>): void {
  check.list(`${pointer}/elements`, block.elements, 1, 1_000).forEach((given, i) => {
    checkPart(check, `${pointer}/elements/${i}`, given);
  });
}

function checkPart(check: Checker, pointer: string, given: unknown): void {
  const part = check.object(pointer, given);
  if (!part) return;
  const allowed = PARTS[String(part.type)];
  if (!allowed) {
    check.report(pointer, `unsupported type: ${String(part.type)}`);
    return;
  }
  if (part.type === "rich_text_list") check.oneOf(`${pointer}/style`, part.style, ["bullet", "ordered"]);
  check.list(`${pointer}/elements`, part.elements, 0, 10_000).forEach((inner, i) => {
    const at = `${pointer}/elements/${i}`;
    const element = check.object(at, inner);
    if (!element) return;
    if (!allowed.includes(String(element.type))) {
      check.report(at, `unsupported type: ${String(element.type)}`);
    } else if (element.type === "rich_text_section") checkPart(check, at, element);
    else if (element.type === "text") check.string(`${at}/text`, element.text, Number.MAX_SAFE_INTEGER, true);
  });
}

const CELLS = ["rich_text", "raw_text", "raw_number"];

export function checkTable(check: Checker, pointer: string, block: Record<string, unknown>): void {
  const rows = check.list(`${pointer}/rows`, block.rows, 1, LIMITS.tableRows);
  rows.forEach((row, r) => {
    check.list(`${pointer}/rows/${r}`, row, 1, LIMITS.tableColumns).forEach((given, c) => {
      const at = `${pointer}/rows/${r}/${c}`;
      const cell = check.object(at, given);
      if (!cell) return;
      if (!CELLS.includes(String(cell.type))) check.report(at, `unsupported type: ${String(cell.type)}`);
      else if (cell.type === "rich_text") checkRichText(check, at, cell);
      else check.string(`${at}/text`, cell.text, LIMITS.tableCharacters, true);
    });
  });
  const characters = blockTexts(rows).join("").length;
  if (characters > LIMITS.tableCharacters) {
    check.report(
      `${pointer}/rows`,
      `must be less than ${LIMITS.tableCharacters + 1} characters in all cells`,
    );
  }
  if (block.column_settings !== undefined) {
    check.list(`${pointer}/column_settings`, block.column_settings, 0, LIMITS.tableColumns);
  }
}
