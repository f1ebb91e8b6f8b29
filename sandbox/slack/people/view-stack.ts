import { withId } from "../messages/post.ts";
import type { Block } from "../state/message.ts";
import type { View } from "../state/view.ts";
import type { World } from "../world.ts";

/** Shows a view: on top of the person's modals, or as their Home tab. */
export function placeView(world: World, user: string, given: Record<string, unknown>): View {
  const { state, mint } = world;
  const stack = state.modals.get(user) ?? [];
  const id = mint.id("V");
  const view: View = {
    ...fields(world, given),
    id,
    user,
    previous_view_id: stack.at(-1) ?? null,
    root_view_id: stack[0] ?? id,
    values: {},
  };
  state.views.set(id, view);
  if (view.type === "home") state.homes.set(user, id);
  else state.modals.set(user, [...stack, id]);
  return view;
}

/** Changes what a view shows. Inputs keep what was typed where block and action id stay. */
export function replaceView(world: World, view: View, given: Record<string, unknown>): void {
  Object.assign(view, fields(world, given));
  const kept = new Set(view.blocks.map((block) => block.block_id));
  for (const blockId of Object.keys(view.values)) if (!kept.has(blockId)) delete view.values[blockId];
  delete view.errors;
}

/** Takes away a person's modals, or the topmost `count` of them. */
export function closeStack(world: World, user: string, count = Number.POSITIVE_INFINITY): void {
  const { state } = world;
  const stack = state.modals.get(user) ?? [];
  const left = stack.slice(0, Math.max(0, stack.length - count));
  for (const id of stack.slice(left.length)) state.views.delete(id);
  if (left.length > 0) state.modals.set(user, left);
  else state.modals.delete(user);
}

function fields(world: World, given: Record<string, unknown>) {
  const text = (name: string) => (typeof given[name] === "string" ? (given[name] as string) : "");
  return {
    type: given.type as View["type"],
    title: given.title as View["title"],
    close: given.close as View["close"],
    submit: given.submit as View["submit"],
    blocks: (given.blocks as Block[]).map((block) => withId(world, block)),
    private_metadata: text("private_metadata"),
    callback_id: text("callback_id"),
    external_id: text("external_id"),
    hash: `${Math.trunc(world.clock.now() / 1_000)}.${world.mint.secret().slice(-8)}`,
    clear_on_close: given.clear_on_close === true,
    notify_on_close: given.notify_on_close === true,
  };
}
