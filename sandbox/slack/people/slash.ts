import { issueResponseUrl } from "../delivery/response-url.ts";
import { VERIFICATION_TOKEN } from "../events/envelope.ts";
import { RESERVED_COMMANDS } from "../manifest/reserved.ts";
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
  const escaped = text.replace(/<@([A-Z0-9]+)>/g, (all, id: string) => {
    const name = state.users.get(id)?.name;
    return spec.should_escape && name ? `<@${id}|${name}>` : name ? `@${name}` : all;
  });
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
      text: escaped,
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
