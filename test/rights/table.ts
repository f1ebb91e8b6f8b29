/**
 * Who may what, written down from what Parley promises people and not from its code: whom the platform keeps out has no
 * rights at all; who may only read there reads; in a chat that is not shared whoever may write does everything; in a
 * shared one owners do everything, editors all but govern, viewers read along. Guests bring nobody in.
 */
export const roles = [
  "owner",
  "editor",
  "viewer",
  /** Takes part, was given no role. */
  "plain",
  /** An editor who has lost the private places, or left the channel. */
  "outsider",
  /** An editor who is not in the workspace any more. */
  "removed",
  /** Discord: an editor who was timed out. */
  "silenced",
  /** Slack: a guest who was let into the channels. */
  "guest",
  /** Somebody who never was in the workspace. */
  "stranger",
] as const;
export type RoleName = (typeof roles)[number];

export type PlaceName = "channel" | "thread" | "private thread" | "private channel" | "dm";
export type State = "not shared" | "shared" | "shared, everyone views" | "shared, owner alone";
export type Need = "read" | "talk" | "merge" | "invite" | "govern";
export type PlatformName = "discord" | "slack";

type Reach = "none" | "read" | "write";

/** What the platform lets them do where. Rows: roles; columns: an open channel or thread, private ones, the DM. */
const reach: Record<PlatformName, Partial<Record<RoleName, [open: Reach, closed: Reach, direct: Reach]>>> = {
  discord: {
    owner: ["write", "write", "none"],
    editor: ["write", "write", "none"],
    viewer: ["write", "write", "none"],
    plain: ["write", "write", "write"],
    outsider: ["write", "none", "none"],
    removed: ["none", "none", "none"],
    silenced: ["read", "read", "none"],
    stranger: ["none", "none", "none"],
  },
  slack: {
    owner: ["write", "write", "none"],
    editor: ["write", "write", "none"],
    viewer: ["write", "write", "none"],
    plain: ["write", "write", "write"],
    outsider: ["read", "none", "none"],
    removed: ["none", "none", "none"],
    guest: ["write", "write", "none"],
    stranger: ["none", "none", "none"],
  },
};

export function rolesOn(platform: PlatformName): RoleName[] {
  return roles.filter((role) => reach[platform][role] !== undefined);
}

export function reachOf(platform: PlatformName, role: RoleName, place: PlaceName): Reach {
  const column = place === "dm" ? 2 : place === "channel" || place === "thread" ? 0 : 1;
  return reach[platform][role]?.[column] ?? "none";
}

/** `hidden`: as if there were nothing; the others are told why. */
export type Expected = "allowed" | "hidden" | "reads only" | "viewer" | "owners only" | "guest";

const rank = { owner: 3, editor: 2, viewer: 1 } as const;
const least: Record<Need, number> = { read: 1, talk: 2, merge: 2, invite: 2, govern: 3 };

export function expected(
  platform: PlatformName,
  role: RoleName,
  place: PlaceName,
  state: State,
  need: Need,
): Expected {
  const there = reachOf(platform, role, place);
  if (there === "none") return "hidden";
  if (need === "read") return "allowed";
  if (there === "read") return "reads only";
  if (role === "guest" && need === "invite") return "guest";
  if (state === "not shared" || place === "dm") return "allowed";
  const given: keyof typeof rank =
    role === "owner" || role === "viewer"
      ? role
      : role === "plain" || role === "guest"
        ? state === "shared, everyone views"
          ? "viewer"
          : "editor"
        : "editor";
  if (given === "viewer") return "viewer";
  const isKept = state === "shared, owner alone" && (need === "merge" || need === "invite");
  return rank[given] >= (isKept ? 3 : least[need]) ? "allowed" : "owners only";
}

/** What people read then. */
export const told: Record<Exclude<Expected, "allowed">, RegExp> = {
  hidden: /can't find that here, or you can't see it|does not belong to anything here any more/,
  "reads only": /read along here but not write/,
  viewer: /You are a viewer of this shared chat/,
  "owners only": /only its owner|Only the owner of this shared chat/,
  guest: /guest/i,
};
