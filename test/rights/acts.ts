import type { InboundCommand, Person, Place } from "../../src/core/inbound.ts";
import type { Scene, Standing } from "./scene.ts";
import { type Need, type PlaceName, type RoleName, reachOf, type State } from "./table.ts";

/** What somebody tries in a place, and what comes of it for whoever may. */
export interface Act {
  name: string;
  need: Need;
  /** Who else's it is none of: as if it were not there. */
  whose?(role: RoleName, state: State): boolean;
  in?: readonly PlaceName[];
  states?: readonly State[];
  /** Whom it says nothing about. */
  except?: readonly RoleName[];
  /** What is said where it is allowed; absent: nothing is. */
  says?: RegExp;
  /** Tables that change where it is allowed. */
  changes?: readonly string[];
  /** One after the other: only one of several is taken. */
  alone?: boolean;
  /** It is said before all: nothing in it is for some of them only. */
  isOpen?: boolean;
  /** Something is stopped. */
  stops?: boolean;
  /** The model is asked. */
  asks?: boolean;
  /** What is typed and so comes back. */
  names?: string;
  /** Whoever may not is told nothing. */
  silent?: boolean;
  /** What is said is kept whether it is answered or not. */
  kept?: boolean;
  do(trial: Trial): Promise<Done>;
}

export interface Trial {
  scene: Scene;
  who: Person;
  role: RoleName;
  at: PlaceName;
  place: Place;
  here: Standing;
}

/** What can be heard of it, by whose handle, or what was given at once. */
export interface Done {
  handle?: InboundCommand["reply"];
  place?: Place;
  given?: string;
}

const shared = ["shared", "shared, everyone views", "shared, owner alone"] as const;
const rooms = ["channel", "thread", "private thread", "private channel"] as const;
const channels = ["channel", "private channel"] as const;

export function command(
  name: string,
  need: Need,
  options: (trial: Trial) => InboundCommand["options"],
  about: Omit<Partial<Act>, "do">,
): Act {
  return {
    name: `/${name}`,
    need,
    ...about,
    async do(trial) {
      const { scene, who, place } = trial;
      const event = scene.command(who, place, name, options(trial));
      await scene.inject({ ...event, ...proofOf(trial) });
      return { handle: event.reply };
    },
  };
}

/** What the event proves: Discord tells what people may do; of those put out since it told it too long ago. */
function proofOf({ scene, role }: Trial) {
  const now = scene.clock.now();
  if (scene.ground.platform === "slack") return {};
  if (role === "removed") return { access: "write" as const, at: now - 61_000 };
  return {};
}

function button(
  name: string,
  action: Parameters<Scene["button"]>[2],
  need: Need,
  job: (here: Standing) => string | undefined,
  about: Omit<Partial<Act>, "do">,
): Act {
  return {
    name,
    need,
    ...about,
    async do(trial) {
      const { scene, who, here, place } = trial;
      const id = job(here);
      if (id === undefined) throw new Error(`nothing to press for ${name}`);
      const at = id === here.turn.job ? here.turn.place : place;
      const event = scene.button(who, at, action, id as never);
      const [answer] = await scene.stage.database.store.jobs.sent(id as never);
      const message = answer?.platformId ?? event.message;
      await scene.inject({ ...event, message, ...proofOf(trial) });
      return { handle: event.reply, place: at };
    },
  };
}

const isAsker = (role: RoleName) => role === "editor";
const isAskerOrOwner = (role: RoleName, state: State) =>
  role === "editor" || (role === "owner" && state !== "not shared");

const bySwitching = (at: PlaceName) => (at === "private channel" ? "vault beta" : "beta");

export const acts: readonly Act[] = [
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

  button("stop pressed", "stop", "talk", (here) => here.turn.job, { stops: true }),
  button("regenerate pressed", "regenerate", "talk", (here) => here.turn.job, {
    changes: ["message"],
    asks: true,
  }),
  button("continue pressed", "continue", "talk", (here) => here.turn.job, {
    changes: ["message"],
    asks: true,
  }),
  button("branch pressed", "branch", "talk", (here) => here.turn.job, {
    says: /goes on (in|with it)|is there/,
    in: ["channel", "private channel"],
    changes: ["branch", "segment"],
  }),
  button("confirm pressed", "confirm", "merge", (here) => here.preview, {
    says: /merged `/,
    in: rooms,
    whose: isAskerOrOwner,
    changes: ["branch_move"],
  }),
  button("cancel pressed", "cancel", "merge", (here) => here.preview, {
    says: /Nothing was merged/,
    alone: true,
    in: rooms,
    whose: isAskerOrOwner,
  }),
  button("undo pressed", "undo", "merge", (here) => here.merged, {
    says: /The merge is undone/,
    in: rooms,
    changes: ["branch_move"],
  }),
  button("deletion confirmed", "confirm", "talk", (here) => here.deletion, {
    says: /is deleted/,
    in: rooms,
    whose: isAsker,
    changes: ["branch"],
  }),
  button("deletion cancelled", "cancel", "talk", (here) => here.deletion, {
    says: /stays/,
    alone: true,
    in: rooms,
    whose: isAsker,
  }),
  // buttons that stand under no such answer
  button("deletion undone, forged", "undo", "read", (here) => here.deletion, {
    in: rooms,
    whose: () => false,
  }),
  button("turn confirmed, forged", "confirm", "read", (here) => here.turn.job, { whose: () => false }),
  button("list regenerated, forged", "regenerate", "read", (here) => here.list, { whose: () => false }),
  button("list undone, forged", "undo", "read", (here) => here.list, { whose: () => false }),
  button("accepted, forged", "accept", "read", (here) => here.turn.job, { whose: () => false }),

  ...(["accept", "decline"] as const).map(
    (action): Act => ({
      name: `${action} pressed`,
      need: "read",
      in: ["channel"],
      whose: (role, state) => role === "plain" && state !== "not shared",
      says: action === "accept" ? /You are in/ : /You declined/,
      changes: ["invitation"],
      async do({ scene, who, role }) {
        const place = scene.ground.directOf(role);
        const event = scene.button(who, place, action, scene.invitations.plain);
        await scene.inject(event);
        return { handle: event.reply, place };
      },
    }),
  ),
  {
    name: "accepted by who is gone",
    need: "read",
    in: ["channel"],
    whose: () => false,
    async do({ scene, who, role }) {
      const place = scene.ground.directOf(role);
      const event = scene.button(who, place, "accept", scene.invitations.removed);
      await scene.inject(event);
      return { handle: event.reply, place };
    },
  },

  {
    name: "form asked for",
    need: "govern",
    says: /^form settings/,
    async do({ scene, who, place }) {
      const answer = await scene.stage.app.handler.form("settings", place, who);
      return {
        given:
          answer.kind === "form"
            ? `form ${answer.command.name} ${JSON.stringify(answer.values)}`
            : answer.text,
      };
    },
  },
  {
    name: "form opened by a button",
    need: "govern",
    says: /^form settings/,
    async do({ scene, who, place, here }) {
      const answer = await scene.stage.app.handler.formOf(here.list, place, who);
      return {
        given:
          answer.kind === "form"
            ? `form ${answer.command.name} ${JSON.stringify(answer.values)}`
            : answer.text,
      };
    },
  },
  ...(["switch", "merge", "branches"] as const).map(
    (name): Act => ({
      name: `/${name} suggests`,
      need: "read",
      says: /main/,
      silent: true,
      alone: true,
      async do({ scene, who, place }) {
        const option = name === "switch" ? "name" : "branch";
        const choices = await scene.stage.app.handler.suggest(name, option, "", place, who);
        return { given: choices.map((one) => one.name).join(" ") };
      },
    }),
  ),

  {
    name: "asked",
    need: "talk",
    asks: true,
    changes: ["message"],
    kept: true,
    async do({ scene, who, place, role, at: where }) {
      const id = scene.ground.newId();
      // whoever could say it there just now may write there; of those who can't it comes late
      const isLate = reachOf(scene.ground.platform, role, where) !== "write";
      const at = scene.clock.now() - (isLate ? 61_000 : 0);
      const address = place.kind === "dm" ? "dm" : "mention";
      await scene.inject({ kind: "message", place, id, author: who, text: "and?", address, files: [], at });
      return {};
    },
  },
  {
    name: "said without asking",
    need: "read",
    in: channels,
    silent: true,
    // a platform hands on nothing that somebody said where they can't be
    except: ["removed", "stranger", "outsider"],
    whose: (_role, state) => state !== "not shared",
    changes: ["message"],
    async do({ scene, who, place }) {
      const id = scene.ground.newId();
      const at = scene.clock.now();
      await scene.inject({
        kind: "message",
        place,
        id,
        author: who,
        text: "hm",
        address: "none",
        files: [],
        at,
      });
      return {};
    },
  },
  {
    name: "platform's stop",
    need: "talk",
    silent: true,
    stops: true,
    async do({ scene, who, place }) {
      await scene.inject({ kind: "stop", place, person: who });
      return {};
    },
  },
  {
    name: "opened",
    need: "read",
    silent: true,
    whose: () => false,
    async do({ scene, who, place }) {
      await scene.inject({ kind: "opened", place, person: who });
      return {};
    },
  },
];
