import type { Checker } from "./checker.ts";
import { checkImageSource, checkText } from "./composition.ts";
import { checkElement } from "./elements.ts";
import { LIMITS } from "./limits.ts";
import { checkRichText, checkTable } from "./rich.ts";

type BlockCheck = (check: Checker, pointer: string, block: Record<string, unknown>) => void;

/** Checks one block of any kind that an app may send. @param where blocks some kinds from some places */
export function checkBlock(
  check: Checker,
  pointer: string,
  block: Record<string, unknown>,
  where: "message" | "view",
): void {
  const type = String(block.type);
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (!kind || (where === "view" && MESSAGE_ONLY.includes(type))) {
    check.report(`${pointer}/type`, `unsupported type: ${type}`);
    return;
  }
  check.string(`${pointer}/block_id`, block.block_id, LIMITS.blockId);
  kind(check, pointer, block);
}

const MESSAGE_ONLY = ["markdown", "table", "data_table", "task_card", "plan", "context_actions"];

const section: BlockCheck = (check, pointer, block) => {
  if (block.text === undefined && block.fields === undefined) {
    check.report(pointer, "must define either text or fields");
  }
  if (block.text !== undefined) checkText(check, `${pointer}/text`, block.text, LIMITS.section);
  if (block.fields !== undefined) {
    check.list(`${pointer}/fields`, block.fields, 1, LIMITS.sectionFields).forEach((field, i) => {
      checkText(check, `${pointer}/fields/${i}`, field, LIMITS.sectionField);
    });
  }
  if (block.accessory !== undefined) checkElement(check, `${pointer}/accessory`, block.accessory, "section");
};

const actions: BlockCheck = (check, pointer, block) => {
  const ids = new Set<unknown>();
  check.list(`${pointer}/elements`, block.elements, 1, LIMITS.actionElements).forEach((element, i) => {
    const at = `${pointer}/elements/${i}`;
    checkElement(check, at, element, "actions");
    const id = (element as { action_id?: unknown } | null)?.action_id;
    if (id !== undefined && ids.has(id)) check.report(`${at}/action_id`, `action_id already exists: ${id}`);
    ids.add(id);
  });
};

const context: BlockCheck = (check, pointer, block) => {
  check.list(`${pointer}/elements`, block.elements, 1, LIMITS.contextElements).forEach((given, i) => {
    const at = `${pointer}/elements/${i}`;
    const element = check.object(at, given);
    if (element?.type === "image") {
      check.string(`${at}/alt_text`, element.alt_text, LIMITS.imageAlt, true);
      checkImageSource(check, at, element);
    } else checkText(check, at, given, LIMITS.textObject);
  });
};

const card: BlockCheck = (check, pointer, block) => {
  const { hero_image, title, actions: buttons, body } = block;
  if (hero_image === undefined && title === undefined && buttons === undefined && body === undefined) {
    check.report(pointer, "must define at least one of hero_image, title, actions, body");
  }
  if (title !== undefined) checkText(check, `${pointer}/title`, title, LIMITS.cardTitle, "mrkdwn");
  if (block.subtitle !== undefined) {
    checkText(check, `${pointer}/subtitle`, block.subtitle, LIMITS.cardTitle, "mrkdwn");
  }
  if (body !== undefined) checkText(check, `${pointer}/body`, body, LIMITS.cardBody, "mrkdwn");
  if (buttons !== undefined) {
    check.list(`${pointer}/actions`, buttons, 1, LIMITS.actionElements).forEach((button, i) => {
      checkElement(check, `${pointer}/actions/${i}`, button, "actions");
    });
  }
};

const taskCard: BlockCheck = (check, pointer, block) => {
  check.string(`${pointer}/task_id`, block.task_id, LIMITS.blockId, true);
  check.string(`${pointer}/title`, block.title, LIMITS.textObject, true);
  if (block.status === undefined) check.report(`${pointer}/status`, "missing required field");
  check.oneOf(`${pointer}/status`, block.status, ["pending", "in_progress", "complete", "error"]);
};

const KINDS: Readonly<Record<string, BlockCheck>> = {
  actions,
  card,
  context,
  section,
  task_card: taskCard,
  table: checkTable,
  rich_text: checkRichText,
  divider: () => {},
  alert: (check, pointer, block) => {
    checkText(check, `${pointer}/text`, block.text, LIMITS.textObject);
    check.oneOf(`${pointer}/level`, block.level, ["default", "info", "warning", "error", "success"]);
  },
  carousel: (check, pointer, block) => {
    check.list(`${pointer}/elements`, block.elements, 1, LIMITS.carousel).forEach((given, i) => {
      const inner = check.object(`${pointer}/elements/${i}`, given);
      if (inner) card(check, `${pointer}/elements/${i}`, inner);
    });
  },
  container: (check, pointer, block) => {
    if (block.title === undefined && block.rich_text_title === undefined) {
      check.report(pointer, "must define either title or rich_text_title");
    }
    if (block.title !== undefined) {
      checkText(check, `${pointer}/title`, block.title, LIMITS.containerTitle, "plain");
    }
    check
      .list(`${pointer}/child_blocks`, block.child_blocks, 1, LIMITS.containerBlocks)
      .forEach((given, i) => {
        const inner = check.object(`${pointer}/child_blocks/${i}`, given);
        if (inner) checkBlock(check, `${pointer}/child_blocks/${i}`, inner, "view");
      });
  },
  context_actions: (check, pointer, block) => {
    check.list(`${pointer}/elements`, block.elements, 1, LIMITS.contextActions).forEach((element, i) => {
      checkElement(check, `${pointer}/elements/${i}`, element, "context_actions");
    });
  },
  data_table: (check, pointer, block) => {
    checkTable(check, pointer, block);
    check.string(`${pointer}/caption`, block.caption, LIMITS.textObject, true);
  },
  header: (check, pointer, block) => checkText(check, `${pointer}/text`, block.text, LIMITS.header, "plain"),
  image: (check, pointer, block) => {
    check.string(`${pointer}/alt_text`, block.alt_text, LIMITS.imageAlt, true);
    if (block.title !== undefined)
      checkText(check, `${pointer}/title`, block.title, LIMITS.imageTitle, "plain");
    checkImageSource(check, pointer, block);
  },
  input: (check, pointer, block) => {
    checkText(check, `${pointer}/label`, block.label, LIMITS.inputLabel, "plain");
    if (block.hint !== undefined) checkText(check, `${pointer}/hint`, block.hint, LIMITS.inputHint, "plain");
    checkElement(check, `${pointer}/element`, block.element, "input");
  },
  markdown: (check, pointer, block) => check.string(`${pointer}/text`, block.text, LIMITS.markdown, true),
  plan: (check, pointer, block) => {
    check.string(`${pointer}/title`, block.title, LIMITS.textObject, true);
    if (block.tasks === undefined) return;
    check.list(`${pointer}/tasks`, block.tasks, 0, LIMITS.planTasks).forEach((given, i) => {
      const task = check.object(`${pointer}/tasks/${i}`, given);
      if (task) taskCard(check, `${pointer}/tasks/${i}`, task);
    });
  },
  video: (check, pointer, block) => {
    for (const name of ["video_url", "thumbnail_url", "alt_text"]) {
      check.string(`${pointer}/${name}`, block[name], LIMITS.url, true);
    }
    checkText(check, `${pointer}/title`, block.title, LIMITS.videoTitle - 1, "plain");
    check.string(`${pointer}/author_name`, block.author_name, LIMITS.videoAuthor - 1);
  },
};
