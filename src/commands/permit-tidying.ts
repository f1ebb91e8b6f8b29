import type { Branch } from "../core/branches.ts";
import type { CommandCall } from "../core/command.ts";

/** Whoever made a branch renames and deletes it; of others' the owner of a shared chat. @throws ParleyError */
export async function permitTidying(
  call: Pick<CommandCall, "person" | "permit">,
  branch: Pick<Branch, "author">,
): Promise<void> {
  await call.permit(branch.author?.id === call.person.id ? "talk" : "govern");
}
