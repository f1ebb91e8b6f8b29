import type { Place } from "../../src/core/inbound.ts";
import { type Act, command, type Trial } from "./act.ts";
import { opened, sentIn } from "./picture-acts.ts";

type Of = (trial: Trial) => { job: string | undefined; place?: Place };

const closedRoom = ({ scene }: Trial) => scene.at["private thread"] ?? scene.at["private channel"];

/** Pictures of elsewhere, by the ids that their buttons and forms carry. */
const copied: Record<string, Of> = {
  "a foreign picture": ({ scene }) => ({ job: scene.foreign.picture.job }),
  "a thread's picture": ({ scene }) => ({ job: scene.at.thread?.picture.job }),
  "a closed room's picture": (trial) => ({ job: closedRoom(trial)?.picture.job }),
  "a picture, in another workspace": ({ scene, here }) => ({
    job: here.picture.job,
    place: scene.ground.elsewhere(scene.ground.channel),
  }),
  "an id that never was": () => ({ job: "00000000-0000-4000-8000-000000000000" }),
  "an id that is none": () => ({ job: "-".repeat(36) }),
};

const none = { whose: () => false, in: ["channel"] } as const;

const byId = Object.entries(copied).flatMap(([what, of]): Act[] => [
  ...(["again", "vary", "edit"] as const).map(
    (action): Act => ({
      name: `${action} of ${what}, copied`,
      need: "read",
      ...none,
      async do(trial) {
        const { job, place = trial.place } = of(trial);
        const event = trial.scene.button(trial.who, place, action, job as never);
        await trial.scene.inject(event);
        return { handle: event.reply, place };
      },
    }),
  ),
  ...(what.includes("workspace")
    ? []
    : [
        opened(`form of edit of ${what}, copied`, "edit", "read", (trial) => of(trial).job, none),
        sentIn(`form of edit of ${what} sent in, copied`, "read", (trial) => of(trial).job, none),
      ]),
]);

/** Where a picture can be named by a link to its message. */
export const pictureLinks = [
  ["analyze", "image", {}],
  ["ocr", "image", {}],
  ["image", "source", { prompt: "mine" }],
  ["image", "source", {}],
] as const;

/** Everybody else may read there. */
const allButOutsiders = [
  "owner",
  "editor",
  "viewer",
  "plain",
  "removed",
  "silenced",
  "guest",
  "stranger",
] as const;

const unknown = /I don't know that message/;

const byLink = pictureLinks.flatMap(([name, option, rest], nth): Act[] => {
  const linked = (link: (trial: Trial) => string, about: Omit<Partial<Act>, "do">, what: string): Act => ({
    ...command(name, "talk", (trial) => ({ ...rest, [option]: link(trial) }), { says: unknown, ...about }),
    name: `/${name} ${nth} with a link to ${what}`,
  });
  const rooms = ["channel", "thread", "private channel"] as const;
  return [
    linked(
      ({ scene }) => scene.ground.link(scene.ground.foreign, scene.foreign.picture.message),
      { in: rooms },
      "a foreign picture",
    ),
    linked(
      ({ scene }) => {
        const from = scene.at["private thread"] ?? scene.at.channel;
        return from ? scene.ground.link(from.place, from.picture.message) : "";
      },
      { in: ["private channel"] },
      "another channel's picture",
    ),
    linked(
      (trial) => {
        const from = closedRoom(trial);
        return from ? trial.scene.ground.link(from.place, from.picture.message) : "";
      },
      { in: ["channel"], except: allButOutsiders },
      "a picture that the person can't see",
    ),
    // as if it were said in this very channel
    linked(
      ({ scene, place }) => scene.ground.link(place, scene.foreign.picture.message),
      { in: rooms },
      "a foreign picture under this channel's name",
    ),
  ];
});

/** Pictures that were copied from elsewhere, by id or link: none is fetched, shown or sent to a model. */
export const foreignPictureActs: readonly Act[] = [...byId, ...byLink];
