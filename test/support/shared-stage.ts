import assert from "node:assert/strict";
import { type Commander, commanderOn, type Heard } from "./commander.ts";
import { finished, says } from "./replies.ts";
import type { Stage } from "./stage.ts";
import { untilHolds } from "./until-holds.ts";

/** Two people in a channel with Parley, and a model that tells what it was asked. */
export interface SharedStage extends Disposable {
  /** The first person, who owns what is shared. */
  maya: Commander;
  ben: Commander;
  /** Makes the channel a shared chat. */
  share(): Promise<void>;
  /** Everything the model was asked, the latest last. */
  asked: string[];
  /** Waits for words of Parley's that this person sees and did not see before. */
  hears(person: Commander, text: RegExp): Promise<Heard>;
  /** Asks, and gives what the model was told. */
  ask(text: string, person?: "first" | "second"): Promise<string>;
  /** Waits until something that somebody said is kept. */
  kept(text: string): Promise<void>;
  isKept(text: string): Promise<boolean>;
}

export async function sharedStage(stage: Stage): Promise<SharedStage> {
  const asked: string[] = [];
  const script = stage.sandbox.models.script((request) => {
    asked.push(`${request.system}\n${request.turns.map((t) => t.text).join("\n")}`);
    return says(`answer ${asked.length}`);
  });
  const maya = commanderOn(stage.platform, stage.sandbox, "first");
  const ben = commanderOn(stage.platform, stage.sandbox, "second");
  await stage.until(() => stage.offered(), "commands are registered");
  const seen = new Map<Commander, Set<string>>();
  const isKept = async (text: string) =>
    (await stage.query("select 1 from message where text like '%' || $1 || '%'", [text])).length > 0;
  async function hears(person: Commander, text: RegExp): Promise<Heard> {
    const before = seen.get(person) ?? new Set();
    seen.set(person, before);
    const find = () => person.heard().find((h) => text.test(h.text) && !before.has(h.id));
    await stage
      .until(() => find() !== undefined, `something like ${text}`)
      .catch((cause: unknown) => {
        throw new Error(`heard ${JSON.stringify(person.heard().map((h) => h.text))}`, { cause });
      });
    await stage.until(() => stage.app.lanes.size === 0, "the work is done");
    const found = find();
    assert.ok(found);
    before.add(found.id);
    return found;
  }
  return {
    maya,
    ben,
    asked,
    isKept,
    async share() {
      await maya.use("share");
      await hears(maya, /shared chat\*\* now/);
    },
    hears,
    async ask(text, person = "first") {
      const message = stage.ask(text, { person });
      await stage.until(() => finished(stage, message), `the answer to ${text}`);
      return asked.at(-1) ?? "";
    },
    kept: (text) => untilHolds(() => isKept(text)),
    [Symbol.dispose]: () => script[Symbol.dispose](),
  };
}
