import type { InnerEvent, World } from "../world.ts";
import { placeOf } from "./subscriptions.ts";

export type EventCallback = Record<string, unknown> & { type: "event_callback"; event: InnerEvent };

/** Slack's old shared token: still sent, no longer to be relied on. */
export const VERIFICATION_TOKEN = "sandbox-verification-token";

/** Wraps an event as the Events API sends it. Every event has an id of its own, also two about one message. */
export function eventCallback(world: World, event: InnerEvent): EventCallback {
  const { team, app } = world.state;
  const place = placeOf(event);
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: "event_callback",
    event_id: world.mint.id("Ev"),
    event_time: Math.trunc(world.clock.now() / 1_000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${event.type}-${team.id}-${place ?? ""}`,
  };
}
