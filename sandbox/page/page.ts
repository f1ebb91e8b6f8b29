import { Hono } from "hono";
import type { Clock } from "../../src/core/clock.ts";
import type { Discord } from "../discord/discord.ts";
import type { Faults } from "../kernel/faults.ts";
import type { Ledger } from "../kernel/ledger.ts";
import type { Slack } from "../slack/slack.ts";
import { createActs } from "./act.ts";
import { createAssets } from "./assets.ts";
import { discordParts } from "./discord/parts.ts";
import { createEvents } from "./events.ts";
import { createFiles } from "./files.ts";
import { firstLook } from "./first-look.ts";
import { ownOriginOnly } from "./guard.ts";
import { createPulse } from "./pulse.ts";
import { slackParts } from "./slack/parts.ts";
import { createFaultList } from "./tools/fault-list.ts";
import { toolsParts } from "./tools/parts.ts";
import { createToolRoutes } from "./tools/routes.ts";
import { createTyping } from "./typing.ts";

export interface PageDeps {
  discord: Discord;
  slack: Slack;
  ledger: Ledger;
  faults: Faults;
  clock: Clock;
}

/** The sandbox's page: its files, what it is told, and what people do on it. */
export function createPage(deps: PageDeps): Hono {
  const { discord, slack, ledger, faults, clock } = deps;
  const typing = createTyping(clock);
  discord.hub.watch((happening) => {
    const { channel_id, user_id } = happening.data as { channel_id?: string; user_id?: string };
    if (happening.name === "TYPING_START" && channel_id && user_id) typing.note(channel_id, user_id);
    const { author } = happening.data as { author?: { id: string } };
    if (happening.name === "MESSAGE_CREATE" && channel_id && author) typing.end(channel_id, author.id);
  });
  const pulse = createPulse({ discord, slack, ledger, clock });
  const tools = { discord, slack, ledger, faultList: createFaultList(faults) };
  const parts = { discord, slack, typing, pulse };

  const api = new Hono();
  api.route("/", createEvents({ ...parts, tools: () => toolsParts(tools) }));
  api.route("/", createActs(parts));
  api.route("/", createFiles({ discord, slack }));
  api.route("/", createToolRoutes({ ...tools, pulse }));

  const page = new Hono();
  page.use(ownOriginOnly);
  page.route("/api", api);
  const begin = { as: "", channel: "", thread: "", limit: 1 };
  page.route(
    "/",
    createAssets(() => firstLook(discordParts(discord, begin, typing), slackParts(slack, begin, typing))),
  );
  return page;
}
