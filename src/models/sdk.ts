/** The SDKs' own deadline, out of the way of ours (`withDeadline`). Milliseconds. */
export const sdkTimeoutMs = 60 * 60 * 1_000;

/** Runs `make` at the first call and keeps what came of it; a failure is not kept. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
