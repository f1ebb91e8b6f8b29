import { VERIFICATION_TOKEN } from "../events/envelope.ts";
import type { Channel } from "../state/channel.ts";
import type { SlackState } from "../state/state.ts";
import type { World } from "../world.ts";

/** What all interaction payloads begin with. */
export function interactionBase(world: World, type: string, userId: string): Record<string, unknown> {
  const { team, app, users } = world.state;
  const user = users.get(userId);
  return {
    type,
    token: VERIFICATION_TOKEN,
    user: { id: userId, username: user?.name, name: user?.name, team_id: team.id },
    team: { id: team.id, domain: team.domain },
    api_app_id: app.id,
    is_enterprise_install: false,
    enterprise: null,
  };
}

/** `{ id, name }` as interactions name a channel: direct messages are called `directmessage`. */
export function namedChannel(state: SlackState, id: string): { id: string; name: string } {
  const channel = state.channels.get(id);
  return { id, name: channel ? shownName(channel) : "" };
}

export function shownName(channel: Channel): string {
  if (channel.kind === "im") return "directmessage";
  if (channel.kind === "private") return "privategroup";
  return channel.name;
}
