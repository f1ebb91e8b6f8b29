import { issueResponseUrl } from "../delivery/response-url.ts";
import { VERIFICATION_TOKEN } from "../events/envelope.ts";
import { RESERVED_COMMANDS } from "../manifest/reserved.ts";
import type { SlackState } from "../state/state.ts";
import { Refusal } from "../web/refusal.ts";
import { type Asking, type Outcome, show } from "./asking.ts";
import { shownName } from "./payloads.ts";
import { issueTrigger } from "./trigger.ts";

/** Types a slash command. In a thread Slack refuses every app's command before the app hears of it. */
export async function slash(
  { world, dispatcher }: Asking,
  userId: string,
  channelId: string,
  command: string,
  text: string,
  threadTs?: string,
): Promise<Outcome> {
  const { state } = world;
  const channel = state.channels.get(channelId);
  if (!channel?.members.has(userId)) throw new Error(`${userId} is not in ${channelId}`);
  const spec = state.app.manifest.features?.slash_commands?.find((c) => c.command === command);
  if (!spec) {
    const builtIn = RESERVED_COMMANDS.has(command) ? "is one of Slack's own." : "is not a valid command.";
    return { kind: "refused", text: `${command} ${builtIn}` };
  }
  if (threadTs !== undefined) {
    return { kind: "refused", text: `${command} is not supported in threads. Sorry!` };
  }
  const place = { channel: channelId, user: userId };
  const outcome = await dispatcher.ask({
    kind: "command",
    name: `slash ${command}`,
    acceptsResponse: true,
    payload: {
      token: VERIFICATION_TOKEN,
      team_id: state.team.id,
      team_domain: state.team.domain,
      channel_id: channelId,
      channel_name: shownName(channel),
      user_id: userId,
      user_name: state.users.get(userId)?.name ?? "",
      command,
      text: typed(state, text, spec.should_escape === true),
      api_app_id: state.app.id,
      is_enterprise_install: "false",
      response_url: issueResponseUrl(world, "commands", place),
      trigger_id: issueTrigger(world, userId),
    },
  });
  if (outcome.kind === "failed") {
    const why = outcome.reason.includes("timeout") ? "operation_timeout" : "dispatch_failed";
    return { kind: "failed", text: `${command} failed with the error "${why}"` };
  }
  try {
    return show(world, place, outcome.response);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "failed", text: `${command} failed with the error "${error.code}"` };
  }
}

const tokens =
  /<@([A-Z0-9]+)>|<#([A-Z0-9]+)>|(https?:\/\/[^\s<>]+)|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<!\S)@([\w.-]+)|[&<>]/g;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/**
 * What an app gets of a command's text. `escaped`: people, channels and links as tokens, as in a message; without it
 * only what is shown (api.slack.com/interactivity/slash-commands, "Escape channels, users, and links sent to your app").
 * @param text people picked from the list stand in it as `<@U1>`, channels as `<#C1>`.
 */
function typed(state: SlackState, text: string, escaped: boolean): string {
  const person = (id: string, name = state.users.get(id)?.name) =>
    name === undefined ? undefined : escaped ? `<@${id}|${name}>` : `@${name}`;
  return text.replace(tokens, (all, userId, channelId, url, address, handle) => {
    if (userId) return person(userId) ?? all;
    const channel = state.channels.get(channelId ?? "");
    if (channel) return escaped ? `<#${channelId}|${channel.name}>` : `#${channel.name}`;
    if (!escaped) return all;
    if (url) return `<${url}>`;
    if (address) return `<mailto:${address}|${address}>`;
    const named = handle && [...state.users.values()].find((user) => user.name === handle);
    if (named) return person(named.id) ?? all;
    return entities[all] ?? all;
  });
}
