import { type Act, button } from "./act.ts";
import { type RoleName, reachOf, type State } from "./table.ts";

const rooms = ["channel", "thread", "private thread", "private channel"] as const;
const channels = ["channel", "private channel"] as const;

const isAsker = (role: RoleName) => role === "editor";
const isAskerOrOwner = (role: RoleName, state: State) =>
  role === "editor" || (role === "owner" && state !== "not shared");

/** Buttons, words, and whatever else comes in. */
export const buttonActs: readonly Act[] = [
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
  button("along pressed", "along", "merge", (here) => here.preview, {
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
  button("branch without a merge pressed", "without", "talk", (here) => here.merged, {
    says: /goes on (in|with it)|is there/,
    in: rooms,
    changes: ["branch", "segment"],
  }),
  button("without a merge that was not made pressed", "without", "talk", (here) => here.preview, {
    says: /That merge is not there any more/,
    in: rooms,
    alone: true,
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
  button("deletion along, forged", "along", "read", (here) => here.deletion, {
    in: rooms,
    whose: () => false,
  }),
  button("deletion undone, forged", "undo", "read", (here) => here.deletion, {
    in: rooms,
    whose: () => false,
  }),
  button("list without, forged", "without", "read", (here) => here.list, { whose: () => false }),
  button("turn without, forged", "without", "read", (here) => here.turn.job, { whose: () => false }),
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
      const answer = await scene.stage.app.handler.formOf("open", here.list, place, who);
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
