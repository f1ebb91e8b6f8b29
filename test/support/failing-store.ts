import { ParleyError } from "../../src/core/errors.ts";
import type { Store } from "../../src/core/store.ts";

/** A store whose database can be taken away. */
export interface FailingStore {
  store: Store;
  down: boolean;
}

/** Stands between Parley and a real store: while it is down every call fails as a lost connection does. */
export function failingStore(inner: Store): FailingStore {
  const control: FailingStore = { store: inner, down: false };
  const guard = <T extends object>(room: T): T =>
    Object.fromEntries(
      Object.entries(room).map(([name, call]) => [
        name,
        async (...args: unknown[]) => {
          if (control.down)
            throw new ParleyError("store_failed", "the database is away", { retryable: true });
          return (call as (...given: unknown[]) => unknown)(...args);
        },
      ]),
    ) as T;
  control.store = {
    chats: guard(inner.chats),
    branches: guard(inner.branches),
    sharing: guard(inner.sharing),
    invitations: guard(inner.invitations),
    messages: guard(inner.messages),
    jobs: guard(inner.jobs),
    transcript: guard(inner.transcript),
    heard: guard(inner.heard),
    exports: guard(inner.exports),
    images: guard(inner.images),
    ping: guard({ ping: inner.ping }).ping,
    close: inner.close,
  };
  return control;
}
