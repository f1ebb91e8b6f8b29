import type { Json } from "./message.ts";

/** Every component of a tree, outermost first. */
export function flatten(value: unknown): Json[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: Json) => {
    if (typeof one !== "object" || one === null) return [];
    const inside = [one.accessory, one.component].filter((each) => each !== undefined);
    return [one, ...flatten(one.components), ...flatten(inside)];
  });
}
