import type { Branch, Merge, Preview, PreviewMessages } from "../core/branches.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import type { Button, Response } from "../core/platform.ts";
import { code, messages } from "./branch-words.ts";
import { refusalOf, sides } from "./merge-sides.ts";
import { quote } from "./quote.ts";

type How = Merge["how"]["kind"];

/**
 * What a merge would bring, and the question whether it is to be made.
 * @throws ParleyError `bad_input` where there is nothing to bring, or it may not be.
 */
export async function previewMerge(
  call: CommandCall,
  source: Branch,
  how: How,
  { store }: CommandDeps,
): Promise<Response> {
  const seen = await store.branches.preview(sides(call, source));
  if (seen.kind === "refused") throw new ParleyError("bad_input", refusalOf(seen, source));
  const { own, before } = seen;
  // a branch that grew out of another one shows what is that one's, which may not be here either
  const others = how === "append" ? before : 0;
  if (own.count === 0 && how !== "replace" && others === 0)
    throw new ParleyError("bad_input", `There is nothing in ${code(source.name)} that is not here already.`);
  const isAlong = call.options.along === "yes";
  const lines = [own.first, own.count > 1 ? own.last : undefined].filter((said) => said !== undefined);
  const text = [
    `**Merge ${code(source.name)}?** ${whatOf(how, seen, source)}`,
    ...(others > 0 && own.count > 0 ? [alongLine(others, isAlong)] : []),
    ...lines.map(quote),
  ].join("\n");
  const { job } = call;
  const buttons: Button[] = [
    ...(own.count > 0 || others === 0 || isAlong
      ? [{ action: "confirm", label: "Confirm", job } as const]
      : []),
    ...(others > 0 && !isAlong ? [{ action: "along", label: "Bring those too", job } as const] : []),
    { action: "cancel", label: "Cancel", job },
  ];
  // in a shared chat its owner may answer as well, so they have to see it
  return { text, visibility: call.standing.shared ? "all" : "asker", buttons };
}

function whatOf(how: How, { own, before }: Preview, source: Branch): string {
  if (how === "append" && own.count === 0)
    return `It says nothing of its own that is not here, but shows ${ofOthers(before)}.`;
  return {
    append: `This would add ${counted(own)} after what was said here.`,
    replace: `This would go on here from the end of ${code(source.name)} (${counted(own)} that are not here); what was said here is kept as a branch of its own.`,
    digest: `This would add a summary of ${counted(own)}; the messages themselves stay where they are.`,
  }[how];
}

function alongLine(others: number, isAlong: boolean): string {
  return isAlong ? `With it come ${ofOthers(others)}.` : `It also shows ${ofOthers(others)}.`;
}

function ofOthers(count: number): string {
  return `${messages(count)} of other branches that ${count === 1 ? "is" : "are"} not here`;
}

function counted({ count, authors }: PreviewMessages): string {
  const by = authors.slice(0, 5).map((a) => `${code(a.name)} ${a.count}`);
  return by.length === 0
    ? messages(count)
    : `${messages(count)} (${by.join(", ")}${authors.length > 5 ? " …" : ""})`;
}
