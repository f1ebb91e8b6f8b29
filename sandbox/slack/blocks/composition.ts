import type { Checker } from "./checker.ts";
import { LIMITS } from "./limits.ts";

/** A text object. @param kinds `plain` takes plain text only. */
export function checkText(
  check: Checker,
  pointer: string,
  value: unknown,
  max: number,
  kinds: "plain" | "mrkdwn" | "both" = "both",
): void {
  const text = check.object(pointer, value);
  if (!text) return;
  const allowed = {
    plain: ["plain_text"],
    mrkdwn: ["mrkdwn"],
    both: ["plain_text", "mrkdwn"],
  }[kinds];
  if (text.type === undefined) check.report(`${pointer}/type`, "missing required field");
  else check.oneOf(`${pointer}/type`, text.type, allowed);
  check.string(`${pointer}/text`, text.text, max, true);
  if (text.type === "mrkdwn" && text.emoji !== undefined) {
    check.report(`${pointer}/emoji`, "emoji is not allowed in mrkdwn");
  }
}

export function checkOptions(
  check: Checker,
  pointer: string,
  value: unknown,
  min: number,
  max: number,
): void {
  const options = check.list(pointer, value, min, max);
  const values = new Set<unknown>();
  options.forEach((given, i) => {
    const at = `${pointer}/${i}`;
    const option = check.object(at, given);
    if (!option) return;
    checkText(check, `${at}/text`, option.text, LIMITS.optionText);
    check.string(`${at}/value`, option.value, LIMITS.optionValue, option.url === undefined);
    check.string(`${at}/url`, option.url, LIMITS.url);
    if (option.description !== undefined) {
      checkText(check, `${at}/description`, option.description, LIMITS.optionDescription);
    }
    if (option.value !== undefined && values.has(option.value)) {
      check.report(`${at}/value`, "option values must be unique");
    }
    values.add(option.value);
  });
}

export function checkOptionGroups(check: Checker, pointer: string, value: unknown): void {
  check.list(pointer, value, 1, LIMITS.optionGroups).forEach((given, i) => {
    const at = `${pointer}/${i}`;
    const group = check.object(at, given);
    if (!group) return;
    checkText(check, `${at}/label`, group.label, LIMITS.optionGroupLabel, "plain");
    checkOptions(check, `${at}/options`, group.options, 1, LIMITS.options);
  });
}

export function checkConfirm(check: Checker, pointer: string, value: unknown): void {
  if (value === undefined) return;
  const confirm = check.object(pointer, value);
  if (!confirm) return;
  if (confirm.title !== undefined) {
    checkText(check, `${pointer}/title`, confirm.title, LIMITS.confirmTitle, "plain");
  }
  checkText(check, `${pointer}/text`, confirm.text, LIMITS.confirmText);
  for (const name of ["confirm", "deny"]) {
    if (confirm[name] !== undefined) {
      checkText(check, `${pointer}/${name}`, confirm[name], LIMITS.confirmButton, "plain");
    }
  }
  check.oneOf(`${pointer}/style`, confirm.style, ["primary", "danger"]);
}

/** An `image_url` or a `slack_file`, exactly one of them. */
export function checkImageSource(check: Checker, pointer: string, image: Record<string, unknown>): void {
  const { image_url, slack_file } = image;
  if ((image_url === undefined) === (slack_file === undefined)) {
    check.report(pointer, "must provide exactly one of image_url and slack_file");
    return;
  }
  if (image_url !== undefined) {
    check.string(`${pointer}/image_url`, image_url, LIMITS.url, true);
    if (typeof image_url === "string" && !/^https?:\/\//.test(image_url)) {
      check.report(`${pointer}/image_url`, "must be a valid URL");
    }
    return;
  }
  const file = check.object(`${pointer}/slack_file`, slack_file);
  if (file && (file.id === undefined) === (file.url === undefined)) {
    check.report(`${pointer}/slack_file`, "must provide exactly one of id and url");
  }
}
