import type { World } from "../world.ts";

/** The oldest are forgotten: a sandbox left open for a week must not fill the memory. */
const KEPT = 5_000;

/** A `trigger_id`: three numbers and a secret, as Slack writes them. Good for three seconds, once. */
export function issueTrigger(world: World, user: string, viewId?: string): string {
  const { state, mint, clock } = world;
  const id = `${mint.secret().replace(/\D/g, "")}.${clock.now()}.${mint.secret()}`;
  state.triggers.set(id, {
    id,
    user,
    issuedAt: clock.now(),
    used: false,
    ...(viewId ? { viewId } : {}),
  });
  if (state.triggers.size > KEPT) state.triggers.delete(state.triggers.keys().next().value ?? "");
  return id;
}
