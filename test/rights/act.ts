import type { InboundCommand, Person, Place } from "../../src/core/inbound.ts";
import type { Scene, Standing } from "./scene.ts";
import type { Need, PlaceName, RoleName, State } from "./table.ts";

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
  /** The image model is asked. */
  paints?: boolean;
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

export function button(
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
