import type { ActionName } from "../../src/core/inbound.ts";
import { type Act, button, command, type Trial } from "./act.ts";
import type { Standing } from "./scene.ts";

const painted = {
  says: /🎨 (A picture|A variation|`[^`]+`, changed)/,
  changes: ["message"],
  paints: true,
} as const;
const looked = { changes: ["message"], asks: true } as const;
const rooms = ["channel", "thread", "private thread", "private channel"] as const;

/** The form that Edit opens, sent in under an answer. */
export function sentIn(
  name: string,
  need: Act["need"],
  of: (trial: Trial) => string | undefined,
  about: Omit<Partial<Act>, "do">,
): Act {
  return {
    name,
    need,
    ...about,
    async do(trial) {
      const { scene, who, place } = trial;
      const event = scene.command(who, place, "image", { prompt: "more sea", size: "", style: "" });
      await scene.inject({ ...event, about: of(trial) as never });
      return { handle: event.reply };
    },
  };
}

/** The form that a button under an answer opens. */
export function opened(
  name: string,
  action: "open" | "edit",
  need: Act["need"],
  of: (trial: Trial) => string | undefined,
  about: Omit<Partial<Act>, "do">,
): Act {
  return {
    name,
    need,
    ...about,
    async do(trial) {
      const { scene, who, place } = trial;
      const answer = await scene.stage.app.handler.formOf(action, of(trial) as never, place, who);
      return { given: answer.kind === "form" ? `form ${answer.command.name} ${answer.about}` : answer.text };
    },
  };
}

/** Answers that no picture was made by. */
const others: Record<string, (here: Standing) => string | undefined> = {
  "a turn": (here) => here.turn.job,
  "a list": (here) => here.list,
  "a merge": (here) => here.preview,
  "what was seen": (here) => here.seen,
};
const remaking = ["again", "vary", "edit"] as const satisfies readonly ActionName[];

/** Pictures: commands, what stands under their answers, and the form that opens there. */
export const pictureActs: readonly Act[] = [
  command("image", "talk", () => ({ prompt: "a boat" }), painted),
  {
    ...command(
      "image",
      "talk",
      ({ scene, place, here }) => ({
        prompt: "bluer",
        source: scene.ground.link(place, here.picture.message),
      }),
      { ...painted, in: rooms },
    ),
    name: "/image of a message here",
  },
  { ...command("image", "talk", () => ({ source: "last" }), painted), name: "/image of the last one" },
  command("analyze", "talk", () => ({ question: "which colour?" }), { ...looked, says: /🔎/ }),
  command("ocr", "talk", () => ({}), { ...looked, says: /📄/ }),
  button("again pressed", "again", "talk", (here) => here.picture.job, painted),
  button("vary pressed", "vary", "talk", (here) => here.picture.job, painted),
  {
    name: "edit taken for a press",
    need: "talk",
    silent: true,
    async do(trial) {
      // adapters open its form instead
      const press = button("", "edit", "talk", (here) => here.picture.job, {});
      await press.do(trial);
      return {};
    },
  },
  opened("form of edit opened", "edit", "talk", ({ here }) => here.picture.job, {
    says: /^form image [0-9a-f-]{36}/,
  }),
  opened("form of /image opened by a button", "open", "talk", ({ here }) => here.picture.job, {
    says: /^form image undefined/,
  }),
  sentIn("form of edit sent in", "talk", ({ here }) => here.picture.job, painted),
  {
    name: "form of /image asked for",
    need: "talk",
    says: /^form image/,
    async do({ scene, who, place }) {
      const answer = await scene.stage.app.handler.form("image", place, who);
      return { given: answer.kind === "form" ? `form ${answer.command.name}` : answer.text };
    },
  },
  {
    name: "/image suggests",
    need: "read",
    says: /image/,
    silent: true,
    alone: true,
    async do({ scene, who, place }) {
      const choices = await scene.stage.app.handler.suggest("image", "model", "", place, who);
      return { given: choices.map((one) => one.name).join(" ") };
    },
  },
  ...Object.entries(others).flatMap(([what, job]): Act[] => {
    const forged = { whose: () => false, in: rooms } as const;
    return [
      ...remaking.map((action) => button(`${action} of ${what}, forged`, action, "read", job, forged)),
      opened(`form of edit of ${what}, forged`, "edit", "read", ({ here }) => job(here), forged),
      sentIn(`form of edit of ${what} sent in, forged`, "read", ({ here }) => job(here), forged),
    ];
  }),
];
