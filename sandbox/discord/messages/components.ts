import type { Json } from "../world/message.ts";

/** What Discord fills in where a request leaves it out, by component type. */
const defaults: Record<number, Json> = {
  3: { min_values: 1, max_values: 1 },
  5: { min_values: 1, max_values: 1 },
  6: { min_values: 1, max_values: 1 },
  7: { min_values: 1, max_values: 1 },
  8: { min_values: 1, max_values: 1 },
  11: { description: null, spoiler: false },
  13: { spoiler: false },
  14: { divider: true, spacing: 1 },
  17: { accent_color: null, spoiler: false },
};

/**
 * Components as they stand on a message: each with an id, counted through the message where none was given
 * (discord docs: components/reference "Anatomy of a Component"), and with its defaults.
 */
export function placeComponents(components: readonly Json[]): Json[] {
  let last = 0;
  const place = (one: Json): Json => {
    const { type } = one as { type: number };
    const placed: Json = { ...defaults[type], ...one, id: one.id || ++last };
    if (Array.isArray(one.components)) placed.components = (one.components as Json[]).map(place);
    if (one.accessory) placed.accessory = place(one.accessory as Json);
    if (Array.isArray(one.items)) {
      placed.items = (one.items as Json[]).map((item) => ({ description: null, spoiler: false, ...item }));
    }
    return placed;
  };
  return components.map(place);
}
