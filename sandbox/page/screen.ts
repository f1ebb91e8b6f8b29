import type { Parts } from "./view/look.ts";

/** What changed on a screen since it was last asked. */
interface Change {
  put: Record<string, unknown>;
  gone: string[];
}

export interface Screen {
  /** Nothing, when all stands as it was sent. */
  change(): Change | undefined;
}

/**
 * Remembers what was sent and gives the difference. What is shown is always computed from what stands,
 * never from events, so that the page can't drift from it whoever changed it and however.
 */
export function createScreen(look: () => Parts): Screen {
  let sent = new Map<string, string>();
  return {
    change() {
      const parts = look();
      const put: Record<string, unknown> = {};
      const now = new Map<string, string>();
      for (const [key, value] of parts) {
        const text = JSON.stringify(value);
        now.set(key, text);
        if (sent.get(key) !== text) put[key] = value;
      }
      const gone = [...sent.keys()].filter((key) => !now.has(key));
      sent = now;
      return gone.length > 0 || Object.keys(put).length > 0 ? { put, gone } : undefined;
    },
  };
}
