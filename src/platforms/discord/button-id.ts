import { type JobId, jobId } from "../../core/ids.ts";
import { type ActionName, actionNames } from "../../core/inbound.ts";

const pattern = new RegExp(`^parley:(${actionNames.join("|")}):([\\w-]{1,64})$`);

/** A button's `custom_id`, at most 100 characters: it outlives the process and is all that comes back of it. */
export function buttonId(action: ActionName, job: JobId): string {
  return `parley:${action}:${job}`;
}

export function readButtonId(customId: string): { action: ActionName; job: JobId } | undefined {
  const [, action, job] = pattern.exec(customId) ?? [];
  return action && job ? { action: action as ActionName, job: jobId(job) } : undefined;
}
