import { badArguments, Refusal } from "../web/refusal.ts";
import { type Checker, createChecker } from "./checker.ts";
import { checkText } from "./composition.ts";
import { checkBlock } from "./kinds.ts";
import { LIMITS } from "./limits.ts";
import { blockTexts } from "./text.ts";

/** @throws Refusal `invalid_blocks` with every problem, `msg_blocks_too_long` */
export function checkMessageBlocks(blocks: readonly unknown[]): void {
  const check = createChecker();
  checkAll(check, "/blocks", blocks, LIMITS.blocks, "message");
  const markdown = blocks.filter((b) => (b as { type?: unknown } | null)?.type === "markdown");
  if (blockTexts(markdown).join("").length > LIMITS.markdown) {
    check.report("/blocks", `must be less than ${LIMITS.markdown + 1} characters in all markdown blocks`);
  }
  const tables = blocks.filter((b) => (b as { type?: unknown } | null)?.type === "table");
  if (tables.length > 1) check.report("/blocks", "only one table allowed");
  refuse(check, "invalid_blocks");
  if (blockTexts(blocks).join("").length > LIMITS.message) throw new Refusal("msg_blocks_too_long");
}

/** @throws Refusal `invalid_arguments` with every problem, `view_too_large` */
export function checkView(view: Record<string, unknown>): void {
  if (Buffer.byteLength(JSON.stringify(view)) > LIMITS.viewBytes) throw new Refusal("view_too_large");
  const check = createChecker();
  check.string("/view/type", view.type, LIMITS.callbackId, true);
  check.oneOf("/view/type", view.type, ["modal", "home"]);
  if (view.type === "modal") {
    checkText(check, "/view/title", view.title, LIMITS.viewTitle, "plain");
    for (const name of ["submit", "close"]) {
      if (view[name] !== undefined) checkText(check, `/view/${name}`, view[name], LIMITS.viewButton, "plain");
    }
  }
  check.string("/view/private_metadata", view.private_metadata, LIMITS.privateMetadata);
  check.string("/view/callback_id", view.callback_id, LIMITS.callbackId);
  check.string("/view/external_id", view.external_id, LIMITS.externalId);
  const blocks = Array.isArray(view.blocks) ? view.blocks : undefined;
  if (!blocks) check.report("/view/blocks", "missing required field");
  else checkAll(check, "/view/blocks", blocks, LIMITS.viewBlocks, "view");
  if (view.type === "modal" && view.submit === undefined && blocks?.some((b) => b?.type === "input")) {
    check.report("/view/submit", "missing required field: submit is required when there are input blocks");
  }
  if (check.problems.length > 0) throw badArguments(...check.problems);
}

function checkAll(
  check: Checker,
  pointer: string,
  blocks: readonly unknown[],
  max: number,
  where: "message" | "view",
): void {
  if (blocks.length > max) check.report(pointer, `no more than ${max} items allowed`);
  const ids = new Set<unknown>();
  blocks.forEach((given, i) => {
    const at = `${pointer}/${i}`;
    const block = check.object(at, given);
    if (!block) return;
    checkBlock(check, at, block, where);
    if (block.block_id !== undefined && ids.has(block.block_id)) {
      check.report(`${at}/block_id`, `block_id already exists: ${String(block.block_id)}`);
    }
    ids.add(block.block_id);
  });
}

function refuse(check: Checker, code: string): void {
  if (check.problems.length === 0) return;
  throw new Refusal(code, {
    errors: check.problems,
    response_metadata: { messages: check.problems.map((problem) => `[ERROR] ${problem}`) },
  });
}
