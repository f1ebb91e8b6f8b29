import { cleanName } from "./clean-name.ts";
import { ParleyError } from "./errors.ts";

const longest = 80;

/**
 * A branch's name as a person gave it: one line of 1–80 characters without hidden or reordering ones.
 * @throws ParleyError `bad_input` that says what is wrong.
 */
export function branchName(given: string): string {
  const name = cleanName(given);
  if (name === undefined) throw new ParleyError("bad_input", "A branch needs a name that can be seen.");
  if ([...given.trim()].length > longest || name.length > longest)
    throw new ParleyError("bad_input", `A branch's name may have at most ${longest} characters.`);
  return name;
}
