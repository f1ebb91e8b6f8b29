import { commanderOn, type Heard } from "./commander.ts";
import { finished, says } from "./replies.ts";
import type { Stage } from "./stage.ts";

/** Waits for something of Parley's that the person has not seen before, and until it is kept as well as shown. */
export async function hears(
  stage: Stage,
  text: RegExp,
  seen: ReadonlySet<string> = new Set(),
): Promise<Heard> {
  const commander = commanderOn(stage.platform, stage.sandbox);
  const find = () => commander.heard().find((h) => text.test(h.text) && !seen.has(h.id));
  await stage
    .until(() => find() !== undefined, `something like ${text}`)
    .catch((error: unknown) => {
      throw new Error(`heard ${JSON.stringify(commander.heard().map((h) => h.text))}`, { cause: error });
    });
  await stage.until(() => stage.app.lanes.size === 0, "the work is done");
  return find() as Heard;
}

/** A model that tells what it was asked, and a first exchange in the channel. */
export async function talked(stage: Stage) {
  const asked: string[] = [];
  const script = stage.sandbox.models.script((request) => {
    asked.push(request.turns.map((t) => t.text).join("\n"));
    return says(`answer ${asked.length}`);
  });
  await stage.until(() => stage.offered(), "commands are registered");
  const first = stage.ask("the first question");
  await stage.until(() => finished(stage, first) && stage.app.lanes.size === 0, "the first answer");
  return { asked, first, script, commander: commanderOn(stage.platform, stage.sandbox) };
}

/** The same, and an exchange in the thread of a branch `side`. */
export async function talkedInSide(stage: Stage) {
  const talk = await talked(stage);
  await talk.commander.use("branch", { name: "side" });
  const opening = await hears(stage, /`side` goes on from/);
  await hears(stage, /`side` goes on in/);
  const thread = opening.thread ?? opening.id;
  talk.commander.say("the secret word is teal", thread);
  await hears(stage, /answer 2/);
  return { ...talk, thread };
}
