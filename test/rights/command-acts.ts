import { type Act, command } from "./act.ts";
import type { PlaceName } from "./table.ts";

const shared = ["shared", "shared, everyone views", "shared, owner alone"] as const;
const rooms = ["channel", "thread", "private thread", "private channel"] as const;
const channels = ["channel", "private channel"] as const;

const bySwitching = (at: PlaceName) => (at === "private channel" ? "vault beta" : "beta");

/** Commands and forms. */
export const commandActs: readonly Act[] = [
  command("help", "read", () => ({}), { says: /help/ }),
  command("who", "read", () => ({}), { says: /hared chat/ }),
  command("branches", "read", () => ({}), { says: /\*\*Branches\*\*/, alone: true, isOpen: true }),
  command("export", "read", () => ({ what: "tree", format: "json" }), {
    says: /as json|\.json/,
    alone: true,
  }),
  command("leave", "read", () => ({}), {
    says: /You have left/,
    in: rooms,
    states: shared,
    except: ["owner"],
    changes: ["participant"],
  }),
  command("new", "talk", () => ({}), { says: /fresh start/, changes: ["message", "branch"] }),
  command("stop", "talk", () => ({}), { says: /Stopped/, stops: true }),
  command("branch", "talk", () => ({ name: "fresh" }), {
    says: /`fresh` (goes on|is there)/,
    in: rooms,
    changes: ["branch", "segment"],
  }),
  command("switch", "merge", ({ at }) => ({ name: bySwitching(at) }), {
    says: /goes on with/,
    in: channels,
    changes: ["chat"],
  }),
  {
    ...command("switch", "merge", () => ({ name: "beta" }), {
      says: /A thread stays/,
      in: ["thread", "private thread"],
    }),
    name: "/switch in a thread",
  },
  command("merge", "merge", ({ at }) => ({ branch: bySwitching(at) }), {
    says: /Merge `/,
    in: rooms,
    alone: true,
  }),
  {
    ...command(
      "branches",
      "talk",
      ({ at }) => ({ action: "rename", branch: bySwitching(at), name: "renamed" }),
      {
        says: /is now called `renamed`/,
        in: rooms,
        changes: ["branch"],
        // of one's own branch; another's is the owner's concern, who is asked about below
        except: ["owner", "plain", "guest", "outsider"],
      },
    ),
    name: "/branches rename, one's own",
    whose: () => true,
  },
  {
    ...command(
      "branches",
      "govern",
      ({ at }) => ({ action: "rename", branch: bySwitching(at), name: "renamed" }),
      {
        says: /is now called `renamed`/,
        in: rooms,
        changes: ["branch"],
        except: ["editor"],
      },
    ),
    name: "/branches rename, another's",
  },
  {
    ...command("branches", "govern", ({ at }) => ({ action: "delete", branch: bySwitching(at) }), {
      says: /Delete `/,
      in: rooms,
      except: ["editor"],
    }),
    name: "/branches delete, another's",
  },
  command("share", "govern", () => ({}), {
    says: /is a \*\*shared chat\*\* now/,
    in: channels,
    states: ["not shared"],
    changes: ["chat"],
  }),
  {
    ...command("share", "govern", () => ({ action: "off" }), {
      says: /ended this shared chat/,
      in: channels,
      states: shared,
      changes: ["chat"],
    }),
    name: "/share off",
  },
  {
    ...command(
      "share",
      "govern",
      ({ scene }) => ({ action: "hand-over", person: scene.ground.named(scene.ground.person("editor")) }),
      { says: /handed this shared chat over/, in: channels, states: shared, changes: ["participant"] },
    ),
    name: "/share hand-over",
  },
  command(
    "invite",
    "invite",
    ({ scene }) => ({ person: scene.ground.named(scene.ground.person("newcomer")) }),
    {
      says: /is invited as editor/,
      in: rooms,
      states: shared,
      changes: ["invitation"],
    },
  ),
  {
    ...command(
      "invite",
      "govern",
      ({ scene }) => ({ person: scene.ground.named(scene.ground.person("viewer")), role: "editor" }),
      { says: /is now an editor/, in: rooms, states: shared, changes: ["participant"], except: ["guest"] },
    ),
    name: "/invite, another role",
  },
  command("settings", "govern", () => ({ answers: "always" }), {
    says: /changed how this chat works/,
    changes: ["chat"],
  }),
  {
    ...command("settings", "govern", () => ({}), { says: /How this chat works/ }),
    name: "/settings, listed",
  },
  {
    ...command(
      "settings",
      "govern",
      () => ({ rights: "owner", everyone: "editor", answers: "always", "answer-in": "", persona: "kind" }),
      { says: /changed how this chat works/, changes: ["chat"] },
    ),
    name: "form sent in",
  },
  command("model", "govern", () => ({ name: "openai/other" }), { says: /openai\/other/, changes: ["chat"] }),
];
