import type { View } from "../state/view.ts";
import type { World } from "../world.ts";

/** The modal a person has before them. */
export function topmost(world: World, userId: string): View {
  const view = world.state.views.get(world.state.modals.get(userId)?.at(-1) ?? "");
  if (!view) throw new Error(`${userId} has no modal open`);
  return view;
}
