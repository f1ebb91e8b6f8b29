import type { CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import type { Model } from "../core/model.ts";
import { type AskedImage, askedImage } from "./asked-image.ts";

const noPicture =
  "I see no picture here. Attach one, choose this in the menu of a message that has one, or show me one in this conversation first.";

/**
 * The image that a command looks at, the last one here if it was given none, and the chat's model that is to look.
 * @param longest pixels of its longer side at most.
 * @throws ParleyError `bad_input` where there is none, or it can't be had.
 */
export async function lookedAt(
  call: CommandCall,
  deps: CommandDeps,
  longest: number,
  signal: AbortSignal,
): Promise<{ image: AskedImage; model: Model }> {
  const image = await askedImage(call, deps, "image", { as: "any", longest, orLast: true }, signal);
  if (!image) throw new ParleyError("bad_input", noPicture);
  const { models } = deps;
  return { image, model: models.open(call.conversation.settings.model ?? models.default) };
}
