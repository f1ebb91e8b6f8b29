import { DEFAULT_MANIFEST } from "./manifest/default.ts";
import type { Manifest } from "./manifest/manifest.ts";
import type { InstalledApp } from "./state/app.ts";
import type { Channel, ChannelKind } from "./state/channel.ts";
import { emptyState, type SlackState } from "./state/state.ts";
import type { Role, User } from "./state/team.ts";

/** What a Slack begins with. Ids are fixed, so tests can name them. */
export interface Seed {
  manifest?: Manifest;
  distribution?: InstalledApp["distribution"];
}

/** Tokens of the default app. They look like Slack's and open nothing. */
export const TOKENS = {
  bot: "xoxb-sandbox-0001-parley",
  app: "xapp-1-A0PARLEY-0001-sandbox",
  signingSecret: "5a6d1c0e9b7f4382a1d0c3e5f7a9b1d3",
} as const;

const PEOPLE: [id: string, name: string, realName: string, role: Role][] = [
  ["U0ADA", "ada", "Ada Lovelace", "owner"],
  ["U0BOB", "bob", "Bob Martin", "admin"],
  ["U0CLEO", "cleo", "Cleo Park", "member"],
  ["U0DAN", "dan", "Dan Okafor", "member"],
  ["U0EVE", "eve", "Eve Guest", "guest"],
];

export function seedState(seed: Seed, nowMs: number): SlackState {
  const manifest = seed.manifest ?? DEFAULT_MANIFEST;
  const app: InstalledApp = {
    id: "A0PARLEY",
    name: manifest.display_information.name,
    manifest,
    botUserId: "U0PARLEY",
    botId: "B0PARLEY",
    scopes: new Set(manifest.oauth_config?.scopes?.bot),
    distribution: seed.distribution ?? "internal",
  };
  const state = emptyState({ id: "T0ACME", name: "Acme", domain: "acme" }, app);
  state.tokens.set(TOKENS.bot, { kind: "bot" });
  state.tokens.set(TOKENS.app, { kind: "app" });

  const user = (fields: Omit<User, "deleted">) => state.users.set(fields.id, { ...fields, deleted: false });
  for (const [id, name, realName, role] of PEOPLE) {
    user({ id, name, realName, role, email: `${name}@acme.example` });
  }
  user({
    id: app.botUserId,
    name: "parley",
    realName: app.name,
    role: "bot",
    botId: app.botId,
    appId: app.id,
  });
  user({
    id: "U0BUILD",
    name: "buildbot",
    realName: "Build Bot",
    role: "bot",
    botId: "B0BUILD",
    appId: "A0BUILD",
  });

  const created = Math.trunc(nowMs / 1_000) - 86_400;
  const channel = (
    id: string,
    name: string,
    kind: ChannelKind,
    members: string[],
    extra?: Partial<Channel>,
  ) =>
    state.channels.set(id, {
      id,
      name,
      kind,
      members: new Set(members),
      creator: "U0ADA",
      created,
      archived: false,
      general: false,
      topic: "",
      purpose: "",
      ...extra,
    });
  const staff = ["U0ADA", "U0BOB", "U0CLEO", "U0DAN"];
  channel("C0GENERAL", "general", "public", [...staff, app.botUserId, "U0BUILD"], { general: true });
  channel("C0RANDOM", "random", "public", [...staff, "U0EVE", app.botUserId]);
  channel("C0QUIET", "quiet", "public", staff);
  channel("C0SECRET", "secret", "private", ["U0ADA", "U0CLEO", app.botUserId]);
  channel("C0BOARD", "board", "private", ["U0ADA", "U0BOB"]);
  channel("D0ADA", "", "im", ["U0ADA", app.botUserId]);
  channel("D0CLEO", "", "im", ["U0CLEO", app.botUserId]);
  channel("D0PEOPLE", "", "im", ["U0ADA", "U0BOB"]);
  for (const id of state.channels.keys()) state.messages.set(id, new Map());
  return state;
}
