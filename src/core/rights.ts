import type { ChatSettings } from "./chat.ts";

/** What someone is in a shared chat. */
export type Role = "owner" | "editor" | "viewer";

/** What the platform lets a person do in a place, at the moment it is asked. A guest writes, but brings nobody in. */
export type Access = "none" | "read" | "guest" | "write";

/**
 * What an act takes. Every command, button and message needs exactly one.
 * - `read`: see what was said, list, export, leave
 * - `talk`: ask, stop, redo, start afresh, branch
 * - `merge`: merge, undo, switch
 * - `invite`: bring people in
 * - `govern`: share, settings, model, roles, deleting other people's branches
 */
export type Right = "read" | "talk" | "merge" | "invite" | "govern";

/** How a person stands towards a chat, as the store has it. */
export interface Standing {
  shared: boolean;
  /** Absent for who was given none: then `settings.everyone` counts. */
  role: Role | undefined;
  settings: ChatSettings;
}

/**
 * Who may what. The platform comes first: whom it keeps out has no rights, whatever was granted once.
 * In a chat that is not shared, whoever may write may do everything that can be done there.
 */
export function allows(right: Right, standing: Standing, access: Access): boolean {
  if (access === "none") return false;
  if (right === "read") return true;
  if (access === "read" || (access === "guest" && right === "invite")) return false;
  if (!standing.shared) return true;
  const { settings } = standing;
  const role = standing.role ?? settings.everyone ?? "editor";
  if (role === "owner") return true;
  if (role === "viewer" || right === "govern") return false;
  if (right === "merge") return settings.merging !== "owner";
  return right === "talk" || settings.inviting !== "owner";
}
