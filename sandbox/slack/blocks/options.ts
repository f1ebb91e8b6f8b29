import type { Checker } from "./checker.ts";
import { checkText } from "./composition.ts";
import { LIMITS } from "./limits.ts";

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
