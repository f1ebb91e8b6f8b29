import { type Asking, interact, type Outcome } from "./asking.ts";
import { chosen, interactiveElements } from "./elements.ts";
import { interactionBase } from "./payloads.ts";
import { topmost } from "./topmost.ts";
import { issueTrigger } from "./trigger.ts";
import { wireView } from "./wire-view.ts";

/** Presses or chooses inside a view: the Home tab when no modal is open. */
export async function actInView(
  asking: Asking,
  userId: string,
  actionId: string,
  value?: unknown,
): Promise<Outcome> {
  const { world } = asking;
  const { state } = world;
  const open = state.modals.get(userId)?.at(-1) ?? state.homes.get(userId);
  const view = state.views.get(open ?? "");
  if (!view) throw new Error(`${userId} has no view open`);
  const hit = interactiveElements(view.blocks).find(({ element }) => element.action_id === actionId);
  if (!hit) throw new Error(`view ${view.id} has no element ${actionId}`);
  return interact(asking, {
    ...interactionBase(world, "block_actions", userId),
    container: { type: "view", view_id: view.id },
    trigger_id: issueTrigger(world, userId, view.id),
    view: wireView(world, view),
    actions: [
      {
        action_id: actionId,
        block_id: hit.block.block_id,
        ...chosen(hit.element, value),
        action_ts: world.mint.ts("actions"),
      },
    ],
  });
}

/** Types into an external menu of the topmost modal and gives the options the app offers. */
export async function suggest(
  asking: Asking,
  userId: string,
  actionId: string,
  typed: string,
): Promise<unknown[]> {
  const { world, dispatcher } = asking;
  const view = topmost(world, userId);
  const hit = interactiveElements(view.blocks).find(({ element }) => element.action_id === actionId);
  if (!hit?.element.type.includes("external")) throw new Error(`no external menu ${actionId}`);
  const outcome = await dispatcher.ask({
    kind: "interaction",
    name: "interaction block_suggestion",
    acceptsResponse: true,
    payload: {
      ...interactionBase(world, "block_suggestion", userId),
      container: { type: "view", view_id: view.id },
      action_id: actionId,
      block_id: hit.block.block_id,
      value: typed,
      view: wireView(world, view),
    },
  });
  if (outcome.kind === "failed") return [];
  const { options } = (outcome.response ?? {}) as { options?: unknown[] };
  return Array.isArray(options) ? options.slice(0, 100) : [];
}
