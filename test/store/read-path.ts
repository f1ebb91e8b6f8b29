import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { BranchId, ChatId, WorkspaceId } from "../../src/core/ids.ts";
import type { CommandInput } from "../../src/core/job.ts";
import type { Store, Transcript } from "../../src/core/store.ts";
import { claim, place } from "../support/messages.ts";

/** A branch's path as a job that runs in it is given it. The branch has to be idle. */
export async function readPath(
  store: Store,
  where: { workspace: WorkspaceId; chat: ChatId; branch: BranchId },
  limit: number,
): Promise<Transcript> {
  const person = { id: "7", name: "Ada" };
  const reply = { platform: place.platform, id: "1", token: "", issuedAt: 0 };
  const command = { place, person, name: "help", options: {}, reply, at: 0 };
  const input: CommandInput = { kind: "command", command };
  const conversation = { ...where, settings: {} };
  const arrived = await store.jobs.enqueue({ key: randomUUID(), conversation, input }, claim);
  assert.ok(arrived.kind === "running", arrived.kind);
  try {
    return await store.transcript.path(arrived.job, limit);
  } finally {
    await store.jobs.finish(arrived.job, { outcome: "answered", sent: [] }, claim);
  }
}
