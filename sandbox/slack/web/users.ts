import type { User } from "../state/team.ts";
import type { World } from "../world.ts";
import type { Method, Methods } from "./method.ts";
import { page } from "./pages.ts";
import { Refusal } from "./refusal.ts";

const info: Method = {
  scopes: ["users:read"],
  formOnly: true,
  run({ args, world }) {
    const user = world.state.users.get(args.required("user"));
    if (!user) throw new Refusal("user_not_found");
    return { user: wireUser(world, user) };
  },
};

const list: Method = {
  scopes: ["users:read"],
  formOnly: true,
  run({ args, world }) {
    const { items, nextCursor } = page(args, [...world.state.users.values()], 1_000);
    return {
      members: items.map((user) => wireUser(world, user)),
      cache_ts: Math.trunc(world.clock.now() / 1_000),
      response_metadata: { next_cursor: nextCursor },
    };
  },
};

/** People without the app in common, the deactivated and bots are not found. */
const lookupByEmail: Method = {
  scopes: ["users:read.email"],
  formOnly: true,
  run({ args, world }) {
    const email = args.required("email").toLowerCase();
    const user = [...world.state.users.values()].find(
      (u) => u.email?.toLowerCase() === email && !u.deleted && u.role !== "bot",
    );
    if (!user) throw new Refusal("users_not_found");
    return { user: wireUser(world, user) };
  },
};

/** A person as the API shows them; the e-mail only with `users:read.email`. */
function wireUser(world: World, user: User): Record<string, unknown> {
  const { team, app } = world.state;
  const email = app.scopes.has("users:read.email") && user.email ? { email: user.email } : {};
  return {
    id: user.id,
    team_id: team.id,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    tz: "Europe/London",
    tz_label: "Greenwich Mean Time",
    tz_offset: 0,
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.role === "bot" ? "" : user.name,
      display_name_normalized: user.role === "bot" ? "" : user.name,
      team: team.id,
      ...email,
      ...(user.role === "bot" ? { bot_id: user.botId, api_app_id: user.appId } : {}),
    },
    is_admin: user.role === "admin" || user.role === "owner",
    is_owner: user.role === "owner",
    is_primary_owner: user.role === "owner",
    is_restricted: user.role === "guest",
    is_ultra_restricted: false,
    is_bot: user.role === "bot",
    is_app_user: false,
    is_email_confirmed: user.role !== "bot",
    updated: 1_700_000_000,
  };
}

export const userMethods: Methods = {
  "users.info": info,
  "users.list": list,
  "users.lookupByEmail": lookupByEmail,
};
