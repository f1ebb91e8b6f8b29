import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "../../sandbox/models/steps.ts";
import type { Clock } from "../../src/core/clock.ts";
import { isParleyError, type ParleyError } from "../../src/core/errors.ts";
import type { Model, ModelEvent, ModelRequest } from "../../src/core/model.ts";
import { manualClock } from "../support/manual-clock.ts";
import { type ModelSandbox, openModelSandbox } from "../support/model-sandbox.ts";

/** One implementation of the port, and what its service calls things. */
export interface ModelSubject {
  title: string;
  /** Entry name of its requests in the ledger. */
  route: string;
  /** A model with deadlines and without retries, so that every failure shows. */
  open(sandbox: ModelSandbox, name: string, clock: Clock, apiKey?: string): Model;
}

export const never = new AbortController().signal;
export const hello: ModelRequest = {
  system: "Be brief.",
  messages: [{ role: "user", parts: [{ kind: "text", text: "Hi" }] }],
};

export const collect = (events: AsyncIterable<ModelEvent>) => Array.fromAsync(events);
export const textOf = (events: readonly ModelEvent[]) =>
  events.map((event) => (event.kind === "text" ? event.text : "")).join("");

export async function failure(
  events: AsyncIterable<ModelEvent>,
): Promise<{ error: ParleyError; seen: ModelEvent[] }> {
  const seen: ModelEvent[] = [];
  try {
    for await (const event of events) seen.push(event);
  } catch (error) {
    assert.ok(isParleyError(error), String(error));
    return { error, seen };
  }
  throw new Error(`no failure, but ${JSON.stringify(seen)}`);
}

/** Ways to check an implementation. */
export function checksOf(subject: ModelSubject) {
  const check = (title: string, run: (sandbox: ModelSandbox, model: Model) => Promise<void>) =>
    test(`${subject.title}: ${title}`, async () => {
      await using sandbox = await openModelSandbox();
      await run(sandbox, subject.open(sandbox, "demo", manualClock()));
    });
  const ending = async (sandbox: ModelSandbox, model: Model, reply: Reply) => {
    using _ = sandbox.models.script([reply]);
    return await collect(model.generate(hello, never));
  };
  const failing = async (sandbox: ModelSandbox, model: Model, reply: Reply) => {
    using _ = sandbox.models.script([reply]);
    return await failure(model.generate(hello, never));
  };
  return { check, ending, failing };
}
