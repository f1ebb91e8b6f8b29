import type { BranchId, JobId, MessageId } from "./ids.ts";
import type { FileRef, Place } from "./inbound.ts";

/** An image of a message that is kept. */
export interface KeptImage {
  message: MessageId;
  file: FileRef;
}

export interface ImageStore {
  /** The newest image among the last 1,000 messages of this branch. */
  last(branch: BranchId): Promise<KeptImage | undefined>;
  /** The first image of the message that stands here under this platform id. */
  of(place: Place, id: string): Promise<KeptImage | undefined>;
  /** The images of what a job's answer said, as long as that stands. */
  madeBy(job: JobId): Promise<FileRef[]>;
  /** Keeps with an image what a model saw in it; goes with its message. */
  see(image: KeptImage, seen: string): Promise<void>;
}
