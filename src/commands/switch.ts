import type { Command } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import { code } from "./branch-words.ts";
import { findBranch, suggestBranches } from "./find-branch.ts";
import { quote } from "./quote.ts";

export const switchBranch: Command = {
  name: "switch",
  summary: "Let this channel go on with another branch; “main” goes back",
  order: "lane",
  right: "merge",
  options: [{ kind: "text", name: "name", summary: "The branch's name", required: true, suggests: true }],
  suggest: suggestBranches,
  async run(call, deps, signal) {
    const { place, options, attempt } = call;
    const { store, platform } = deps;
    const branch = await findBranch(call, deps, String(options.name), signal);
    if (place.thread !== undefined) {
      const at = branch.thread === undefined ? undefined : { ...place, thread: branch.thread };
      const link = at && (await platform(at).permalink(at, at.thread, signal));
      const where = link ? `in [its thread](${link})` : "in the channel";
      return {
        text: `A thread stays with its branch. ${code(branch.name)} is ${where}.`,
        visibility: "asker",
      };
    }
    if (branch.audience !== undefined)
      throw new ParleyError(
        "bad_input",
        `${code(branch.name)} stands in a private thread: people of this channel who are not in it would get to read it.`,
      );
    const done = await store.branches.switchTo(branch.id);
    if (done === "gone") throw new ParleyError("bad_input", `${code(branch.name)} is gone.`);
    // found so by a second attempt, it was most likely the first one's doing, and nobody was told
    if (done === "already" && attempt === 1)
      return { text: `This channel is on ${code(branch.name)} already.`, visibility: "asker" };
    const last = await store.branches.lastSaid(branch.id);
    const recap = last ? `\nLast said there:\n${quote(last)}` : "\nNothing was said there yet.";
    return {
      text: `🔀 This channel goes on with ${code(branch.name)} from here.${recap}`,
      visibility: "all",
    };
  },
};
