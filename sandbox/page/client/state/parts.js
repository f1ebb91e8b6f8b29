import { batch, signal } from "@preact/signals";

/**
 * What the sandbox says stands, one signal a part, so that only what changed is drawn anew.
 * Rows are listed apart: `main/…` and `reply/…` for messages, `entry/…` for the ledger.
 */
export function createParts() {
  /** @type {Map<string, import("@preact/signals").Signal<any>>} */
  const parts = new Map();
  /** @typedef {import("@preact/signals").Signal<string[]>} List */
  /** @type {Record<"main" | "reply" | "entry", List>} */
  const lists = { main: signal([]), reply: signal([]), entry: signal([]) };

  /** @param {string} key */
  const part = (key) => {
    const found = parts.get(key) ?? signal(undefined);
    parts.set(key, found);
    return found;
  };

  return {
    part,
    lists,
    /** @param {{ put: Record<string, unknown>, gone: string[], whole: boolean }} change */
    apply({ put, gone, whole }) {
      batch(() => {
        const stale = whole ? [...parts.keys()].filter((key) => !(key in put)) : gone;
        /** @type {Set<"main" | "reply" | "entry" | undefined>} */
        const touched = new Set();
        for (const key of stale) {
          const at = parts.get(key);
          if (at) at.value = undefined;
          touched.add(listOf(key));
          if (listOf(key)) parts.delete(key);
        }
        for (const [key, value] of Object.entries(put)) {
          if (!parts.has(key) || part(key).peek() === undefined) touched.add(listOf(key));
          part(key).value = value;
        }
        for (const list of touched) {
          if (list) lists[list].value = idsUnder(parts, list);
        }
      });
    },
  };
}

/** The list a part's key belongs to, if any. @param {string} key @returns {"main" | "reply" | "entry" | undefined} */
function listOf(key) {
  const [list, id] = key.split("/");
  return id !== undefined && (list === "main" || list === "reply" || list === "entry") ? list : undefined;
}

/** @param {Map<string, import("@preact/signals").Signal<any>>} parts @param {string} list */
function idsUnder(parts, list) {
  const ids = [];
  for (const [key, value] of parts) {
    if (key.startsWith(`${list}/`) && value.peek() !== undefined) ids.push(key.slice(list.length + 1));
  }
  return ids.sort(byAge);
}

/** Ids of both platforms grow with time: by length first, then digit by digit. */
function byAge(/** @type {string} */ a, /** @type {string} */ b) {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
