import { checkView } from "../blocks/validate.ts";
import { issueResponseUrl } from "../delivery/response-url.ts";
import type { View } from "../state/view.ts";
import { Refusal } from "../web/refusal.ts";
import type { World } from "../world.ts";
import { type Asking, interact, type Outcome } from "./asking.ts";
import { chosen, interactiveElements, untouched } from "./elements.ts";
import { interactionBase } from "./payloads.ts";
import { topmost } from "./topmost.ts";
import { issueTrigger } from "./trigger.ts";
import { closeStack, placeView, replaceView } from "./view-stack.ts";
import { wireView } from "./wire-view.ts";

/** What a person typed and chose: `action_id` → text, option value, id, date, or a list of them. */
export type Filled = Record<string, unknown>;

/** Submits the topmost modal. Stays open with `errors`, changes, or closes, as the app answers. */
export async function submitView(asking: Asking, userId: string, filled: Filled): Promise<Outcome> {
  const { world, dispatcher } = asking;
  const view = topmost(world, userId);
  if (!view.submit) throw new Error("this modal has no submit button");
  fill(view, filled);
  const outcome = await dispatcher.ask({
    kind: "interaction",
    name: "interaction view_submission",
    acceptsResponse: true,
    payload: {
      ...interactionBase(world, "view_submission", userId),
      trigger_id: issueTrigger(world, userId, view.id),
      view: wireView(world, view),
      response_urls: responseUrls(world, view),
    },
  });
  if (outcome.kind === "failed")
    return { kind: "failed", text: "We had some trouble connecting. Try again?" };
  return respond(world, userId, view, outcome.response);
}

/** Closes the topmost modal, or all of them when it says so; the app is told if it asked to be. */
export async function closeView(asking: Asking, userId: string): Promise<Outcome> {
  const { world } = asking;
  const view = topmost(world, userId);
  const payload = {
    ...interactionBase(world, "view_closed", userId),
    view: wireView(world, view),
    is_cleared: view.clear_on_close,
  };
  closeStack(world, userId, view.clear_on_close ? undefined : 1);
  if (!view.notify_on_close) return { kind: "nothing" };
  return interact(asking, payload);
}

/** A URL for each menu that chose where the app may answer. */
function responseUrls(world: World, view: View): Record<string, unknown>[] {
  return interactiveElements(view.blocks).flatMap(({ block, element }) => {
    const { block_id = "" } = block;
    const { action_id = "", response_url_enabled } = element;
    const value = view.values[block_id]?.[action_id] as Record<string, string> | undefined;
    const channel = value?.selected_conversation ?? value?.selected_channel;
    if (response_url_enabled !== true || !channel) return [];
    const response_url = issueResponseUrl(world, "app", { channel, user: view.user });
    return [{ block_id, action_id, channel_id: channel, response_url }];
  });
}

function fill(view: View, filled: Filled): void {
  const elements = interactiveElements(view.blocks).filter(({ block }) => block.type === "input");
  for (const name of Object.keys(filled)) {
    if (!elements.some(({ element }) => element.action_id === name)) throw new Error(`no input ${name}`);
  }
  for (const { block, element } of elements) {
    const blockId = block.block_id ?? "";
    const actionId = element.action_id ?? "";
    const given = filled[actionId];
    const isEmpty = given === undefined || given === null || given === "" || [given].flat().length === 0;
    const isEmptied = actionId in filled && isEmpty;
    if (!isEmpty) {
      checkTyped(element, given);
      view.values[blockId] = { [actionId]: chosen(element, given) };
    } else if (isEmptied || !view.values[blockId]) {
      view.values[blockId] = { [actionId]: untouched(element, isEmptied) };
    }
    const { type: _, ...held } = (view.values[blockId]?.[actionId] ?? {}) as Record<string, unknown>;
    const isFilled = Object.values(held).some((value) => value !== null && [value].flat().length > 0);
    if (!isFilled && block.optional !== true) throw new Error(`input ${actionId} must be filled`);
  }
}

/** The window itself refuses text outside `min_length` and `max_length`. */
function checkTyped(element: Record<string, unknown>, value: unknown): void {
  if (typeof value !== "string") return;
  const { min_length: min = 0, max_length: max = 3_000 } = element as {
    min_length?: number;
    max_length?: number;
  };
  if (value.length < min || value.length > max) throw new Error(`text must have ${min} to ${max} characters`);
}

function respond(world: World, userId: string, view: View, response: unknown): Outcome {
  const {
    response_action,
    errors,
    view: next,
  } = (response ?? {}) as {
    response_action?: string;
    errors?: Record<string, string>;
    view?: Record<string, unknown>;
  };
  switch (response_action) {
    case undefined:
      closeStack(world, userId, 1);
      return { kind: "nothing" };
    case "clear":
      closeStack(world, userId);
      return { kind: "nothing" };
    case "errors":
      if (!errors || !Object.keys(errors).every((id) => view.blocks.some((b) => b.block_id === id))) {
        return { kind: "failed", text: "We had some trouble connecting. Try again?" };
      }
      view.errors = errors;
      return { kind: "refused", text: Object.values(errors).join("\n") };
    case "update":
    case "push": {
      try {
        checkView(next ?? {});
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { kind: "failed", text: "We had some trouble connecting. Try again?" };
      }
      if (response_action === "update") replaceView(world, view, next ?? {});
      else placeView(world, userId, next ?? {});
      return { kind: "nothing" };
    }
    default:
      return { kind: "failed", text: "We had some trouble connecting. Try again?" };
  }
}
