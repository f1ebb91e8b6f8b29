import { checkView } from "../blocks/validate.ts";
import { closeStack, placeView, replaceView } from "../people/view-stack.ts";
import { wireView } from "../people/wire-view.ts";
import type { Trigger } from "../state/trigger.ts";
import type { View } from "../state/view.ts";
import type { Call, Method, Methods } from "./method.ts";
import { badArguments, Refusal } from "./refusal.ts";

/** "expires in three seconds" (docs.slack.dev/interactivity/handling-user-interaction#modal_responses). */
const TRIGGER_MS = 3_000;
/** "Currently the limit is 3" (docs.slack.dev: views.push). */
const STACK_MAX = 3;

const open: Method = {
  run(call) {
    const { world } = call;
    const given = readView(call);
    if (given.type !== "modal") throw badArguments("must be a modal [json-pointer:/view/type]");
    const trigger = exchange(call);
    closeStack(world, trigger.user);
    return { view: wireView(world, placeView(world, trigger.user, given)) };
  },
};

const push: Method = {
  run(call) {
    const { world } = call;
    const given = readView(call);
    const trigger = exchange(call);
    const stack = world.state.modals.get(trigger.user) ?? [];
    if (!trigger.viewId || stack.length === 0) throw new Refusal("not_found");
    if (stack.length >= STACK_MAX) throw new Refusal("push_limit_reached");
    return { view: wireView(world, placeView(world, trigger.user, given)) };
  },
};

const update: Method = {
  run(call) {
    const { args, world } = call;
    const given = readView(call);
    const id = args.text("view_id");
    const externalId = args.text("external_id");
    if (!id && !externalId) throw badArguments("missing required field: view_id or external_id");
    const view = [...world.state.views.values()].find(
      (v) => v.id === id || (externalId && v.external_id === externalId),
    );
    if (!view) throw new Refusal("not_found");
    sameHash(call, view);
    replaceView(world, view, given);
    return { view: wireView(world, view) };
  },
};

const publish: Method = {
  run(call) {
    const { args, world } = call;
    const { state } = world;
    const user = args.required("user_id");
    const given = readView(call);
    if (given.type !== "home") throw badArguments("must be a home view [json-pointer:/view/type]");
    if (!state.app.manifest.features?.app_home?.home_tab_enabled) throw new Refusal("not_enabled");
    if (!state.users.has(user)) throw badArguments("invalid user [json-pointer:/user_id]");
    const current = state.views.get(state.homes.get(user) ?? "");
    if (current) {
      sameHash(call, current);
      replaceView(world, current, given);
      return { view: wireView(world, current) };
    }
    return { view: wireView(world, placeView(world, user, given)) };
  },
};

function readView(call: Call): Record<string, unknown> {
  const view = call.args.structure("view") as Record<string, unknown> | undefined;
  if (!view || Array.isArray(view)) throw badArguments("missing required field: view");
  checkView(view);
  const externalId = view.external_id;
  if (typeof externalId === "string" && externalId !== "") {
    const own = call.args.text("view_id");
    const taken = [...call.world.state.views.values()].some(
      (v) => v.external_id === externalId && v.id !== own && call.args.text("external_id") !== externalId,
    );
    if (taken) throw new Refusal("duplicate_external_id");
  }
  return view;
}

/** Trades a trigger for the right to show one view. */
function exchange({ args, world }: Call): Trigger {
  const id = args.text("trigger_id") ?? args.text("interactivity_pointer");
  if (!id) throw badArguments("missing required field: trigger_id");
  const trigger = world.state.triggers.get(id);
  if (!trigger) throw new Refusal("invalid_trigger_id");
  if (world.clock.now() - trigger.issuedAt > TRIGGER_MS) throw new Refusal("expired_trigger_id");
  if (trigger.used) throw new Refusal("exchanged_trigger_id");
  trigger.used = true;
  return trigger;
}

function sameHash({ args }: Call, view: View): void {
  const hash = args.text("hash");
  if (hash && hash !== view.hash) throw new Refusal("hash_conflict");
}

export const viewMethods: Methods = {
  "views.open": open,
  "views.publish": publish,
  "views.push": push,
  "views.update": update,
};
