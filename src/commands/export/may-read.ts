import { authorise } from "../../core/authorise.ts";
import type { CommandCall } from "../../core/command.ts";
import type { ExportBranch } from "../../core/export.ts";

/** Whether whoever asks may take this branch along. The one place where an export asks about rights. */
export function mayRead(
  { place, person }: Pick<CommandCall, "place" | "person">,
  branch: ExportBranch,
): boolean {
  const { thread: _, ...channel } = place;
  const at = branch.thread === undefined ? channel : { ...channel, thread: branch.thread };
  return authorise({ kind: "command", person, place: at, command: "export" }).kind === "granted";
}
