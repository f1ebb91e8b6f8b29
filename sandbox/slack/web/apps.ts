import type { SocketMode } from "../delivery/socket.ts";
import { botProfile } from "../messages/wire.ts";
import type { Method, Methods } from "./method.ts";
import { Refusal } from "./refusal.ts";

const apiTest: Method = {
  token: "none",
  run({ args }) {
    const error = args.text("error");
    if (error) throw new Refusal(error, { args: args.raw });
    return { args: args.raw };
  },
};

const authTest: Method = {
  run({ world }) {
    const { team, app } = world.state;
    return {
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: world.state.users.get(app.botUserId)?.name,
      team_id: team.id,
      user_id: app.botUserId,
      bot_id: app.botId,
      is_enterprise_install: false,
    };
  },
};

const teamInfo: Method = {
  scopes: ["team:read"],
  formOnly: true,
  run({ world }) {
    const { team } = world.state;
    return { team: { ...team, email_domain: "", icon: {}, url: `https://${team.domain}.slack.com/` } };
  },
};

const botsInfo: Method = {
  scopes: ["users:read"],
  formOnly: true,
  run({ args, world }) {
    const id = args.text("bot") ?? world.state.app.botId;
    const user = [...world.state.users.values()].find((u) => u.botId === id);
    if (!user) throw new Refusal("bot_not_found");
    return { bot: { ...botProfile(world.state, id), user_id: user.id } };
  },
};

export function connectionsOpen(socketMode: SocketMode): Method {
  return {
    token: "app",
    run() {
      // Slack connects all the same and then sends nothing: the warning is the only sign.
      const messages = socketMode.enabled ? undefined : ["[WARN] Socket Mode is not turned on."];
      return {
        url: socketMode.ticket(),
        ...(messages ? { response_metadata: { messages } } : {}),
      };
    },
  };
}

export const appMethods: Methods = {
  "api.test": apiTest,
  "auth.test": authTest,
  "team.info": teamInfo,
  "bots.info": botsInfo,
};
