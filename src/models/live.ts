import type { Model, ModelEvent, ModelRequest } from "../core/model.ts";

/** Something arrived that is not for people: reasoning, a keep-alive. The service is at work. */
export interface Alive {
  kind: "alive";
}

/**
 * A model as a provider makes it: like `Model`, but it also tells of signs of life, so that long silent
 * reasoning is not taken for a stall. `withDeadline` makes a `Model` of it.
 */
export interface LiveModel extends Omit<Model, "generate"> {
  generate(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent | Alive>;
}

export const alive: Alive = { kind: "alive" };
