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
