import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** The processes that this one starts from now on. Source: nodejs docs, diagnostics_channel, "child_process". */
export function watchChildren() {
  const all: ChildProcess[] = [];
  const seen = (message: unknown) => void all.push((message as { process: ChildProcess }).process);
  subscribe("child_process", seen);
  return { all, [Symbol.dispose]: () => void unsubscribe("child_process", seen) };
}
