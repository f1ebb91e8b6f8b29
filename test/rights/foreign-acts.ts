import type { ActionName, Place } from "../../src/core/inbound.ts";
import { type Act, command, type Trial } from "./act.ts";

/** Ids, names and links that were copied from somewhere else: what they stand for is not there. */
function copied(
  name: string,
  action: ActionName,
  of: (trial: Trial) => { job: string | undefined; place?: Place },
): Act {
  return {
    name: `${name}, copied`,
    need: "read",
    whose: () => false,
    in: ["channel"],
    async do(trial) {
      const { scene, who } = trial;
      const { job, place = trial.place } = of(trial);
      const event = scene.button(who, place, action, job as never);
      await scene.inject(event);
      return { handle: event.reply, place };
    },
  };
}

const rooms = ["channel", "thread", "private channel"] as const;
const missing = /There is no branch `[^`]+` here|stands in a private thread/;
const names = { foreign: "foreign branch", whispered: "canary-branch-whispered" } as const;

const byName = (["foreign", "whispered"] as const).flatMap((which): Act[] => {
  const branch = names[which];
  const about = { says: missing, in: rooms } as const;
  // where they may read it, it is theirs to rename
  const tidying = { ...about, in: which === "foreign" ? rooms : (["private channel"] as const) };
  return [
    {
      ...command("switch", "merge", () => ({ name: branch }), {
        ...about,
        in: ["channel", "private channel"],
      }),
    },
    { ...command("merge", "merge", () => ({ branch }), about) },
    { ...command("branches", "read", () => ({ action: "rename", branch, name: "mine" }), tidying) },
    { ...command("branches", "read", () => ({ action: "delete", branch }), tidying) },
  ].map((act, nth) => ({ ...act, name: `${act.name} ${nth} of a ${which} branch`, names: branch }));
});

const isOfMerged = (action: ActionName) => action === "undo" || action === "without";

export const foreignActs: readonly Act[] = [
  ...(["stop", "regenerate", "continue", "confirm", "open"] as const).map((action) =>
    copied(`${action} of a foreign turn`, action, ({ scene }) => ({ job: scene.foreign.turn.job })),
  ),
  ...(["confirm", "along", "cancel", "undo", "without"] as const).flatMap((action) => [
    copied(`${action} of a foreign merge`, action, ({ scene }) => ({
      job: isOfMerged(action) ? scene.foreign.merged : scene.foreign.preview,
    })),
    copied(`${action} of a thread's merge`, action, ({ scene }) => ({
      job: isOfMerged(action) ? scene.at.thread?.merged : scene.at.thread?.preview,
    })),
    copied(`${action} in another workspace`, action, ({ scene, here }) => ({
      job: isOfMerged(action) ? here.merged : here.preview,
      place: scene.ground.elsewhere(scene.ground.channel),
    })),
  ]),
  copied("regenerate of a closed room's turn", "regenerate", ({ scene }) => {
    const closed = scene.at["private thread"] ?? scene.at["private channel"];
    return { job: closed?.turn.job };
  }),
  ...(["undo", "without"] as const).map((action) =>
    copied(`${action} of a closed room's merge`, action, ({ scene }) => {
      const closed = scene.at["private thread"] ?? scene.at["private channel"];
      return { job: closed?.merged };
    }),
  ),
  ...(["accept", "decline"] as const).map((action) =>
    copied(`${action} of a foreign invitation`, action, ({ scene, role }) => ({
      job: scene.foreign.invitation,
      place: scene.ground.directOf(role),
    })),
  ),
  copied("an id that never was", "undo", () => ({ job: "00000000-0000-4000-8000-000000000000" })),
  copied("no id at all", "confirm", () => ({ job: "x' or 1=1 --" })),
  ...byName,
  {
    ...command(
      "branch",
      "talk",
      ({ scene }) => ({
        name: "mine",
        from: scene.ground.link(scene.ground.foreign, scene.foreign.messageId),
      }),
      {
        says: /I don't know that message/,
        in: rooms,
      },
    ),
    name: "/branch from a foreign message",
  },
  {
    ...command(
      "branch",
      "talk",
      ({ scene }) => {
        const from = scene.whispered ?? { id: "1700000000.000001", place: scene.ground.privateChannel };
        return { name: "mine", from: scene.ground.link(from.place, from.id) };
      },
      { says: /I don't know that message/, in: ["private channel"] },
    ),
    name: "/branch from a whispered message",
  },
  {
    name: "form of a foreign job",
    need: "read",
    whose: () => false,
    in: rooms,
    async do({ scene, who, place }) {
      const answer = await scene.stage.app.handler.formOf("open", scene.foreign.list, place, who);
      return { given: answer.kind === "form" ? "form" : answer.text };
    },
  },
  {
    name: "form sent in for a place that is not one's own",
    need: "read",
    whose: () => false,
    in: ["channel"],
    async do({ scene, who }) {
      const event = scene.command(who, scene.ground.foreign, "settings", { persona: "mine" });
      await scene.inject(event);
      return { handle: event.reply };
    },
  },
  {
    name: "/who for a place that is not one's own",
    need: "read",
    whose: () => false,
    in: ["channel"],
    async do({ scene, who }) {
      const event = scene.command(who, scene.ground.foreign, "who");
      await scene.inject(event);
      return { handle: event.reply };
    },
  },
  ...(["edited", "deleted"] as const).map(
    (kind): Act => ({
      name: `a foreign message ${kind}`,
      need: "read",
      whose: () => false,
      silent: true,
      // that it is gone is noted, should it still come in
      kept: kind === "deleted",
      in: rooms,
      async do({ scene, place }) {
        const { messageId: id } = scene.foreign;
        if (kind === "deleted") await scene.inject({ kind, place, id });
        else await scene.inject({ kind, place, id, text: "mine", address: "none", at: scene.clock.now() });
        return {};
      },
    }),
  ),
];
