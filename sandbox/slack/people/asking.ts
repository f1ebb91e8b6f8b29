import type { Dispatcher } from "../delivery/dispatcher.ts";
import { type Answered, type AnswerPlace, answer } from "../messages/respond.ts";
import type { World } from "../world.ts";

/** What a person sees of a command or a press: the app's answer, or Slack's word that there was none. */
export type Outcome = Answered | { kind: "failed"; text: string } | { kind: "refused"; text: string };

export interface Asking {
  world: World;
  dispatcher: Dispatcher;
}

/** Sends an interaction whose answer, if any, is not shown. */
export async function interact(asking: Asking, payload: Record<string, unknown>): Promise<Outcome> {
  const outcome = await asking.dispatcher.ask({
    kind: "interaction",
    name: `interaction ${String(payload.type)}`,
    payload,
    acceptsResponse: false,
  });
  if (outcome.kind === "failed") return { kind: "failed", text: "This app did not respond." };
  return { kind: "nothing" };
}

/** Shows what an app answered in its acknowledgement. */
export function show(world: World, place: AnswerPlace, response: unknown): Outcome {
  return answer(world, place, response);
}
