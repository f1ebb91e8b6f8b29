import { computed, signal } from "@preact/signals";
import { act } from "./ask.js";
import { createParts } from "./parts.js";

/** @typedef {import("../../view/row.ts").Row} Row */
/** @typedef {import("../../view/side.ts").Side} Side */
/** @typedef {import("../../view/side.ts").PersonView} PersonView */
/** @typedef {{ kind: "reply" | "edit", where: "main" | "reply", row: Row }} Focus */
/** @typedef {ReturnType<typeof createPane>} Pane */

/**
 * One platform as one person sees it, and all they can do there.
 * @param {import("./place.js").Platform} platform
 * @param {ReturnType<typeof import("./place.js").createPlace>} place
 * @param {(done: string) => void} noticed told what the person just did
 */
export function createPane(platform, place, noticed) {
  const parts = createParts();
  const look = place[platform];
  /** @type {import("@preact/signals").ReadonlySignal<Side | undefined>} */
  const side = computed(() => parts.part("side").value);
  const people = computed(() => new Map((side.value?.people ?? []).map((one) => [one.id, one])));
  const me = computed(() => side.value?.me ?? "");

  return {
    platform,
    parts,
    look,
    side,
    people,
    me,
    /** The id of the app's bot user. */
    app: computed(() => side.value?.app ?? ""),
    /** Names a person who is not known, too. @param {string} id */
    name: (id) => people.value.get(id)?.name ?? "Someone",
    /** What only this page says: a refusal, an app that did not answer. */
    notices: signal(/** @type {{ where: "main" | "reply", text: string }[]} */ ([])),
    /** A form an app opened. @type {import("@preact/signals").Signal<any>} */
    form: signal(undefined),
    /** An image looked at. @type {import("@preact/signals").Signal<import("../../view/row.ts").FileView | undefined>} */
    image: signal(undefined),
    /** Text to be put into the composer from outside. @type {import("@preact/signals").Signal<string>} */
    prefill: signal(""),
    /** What a composer answers or edits. */
    focus: signal(/** @type {Focus | undefined} */ (undefined)),

    /** Moves to a channel, called by its name where it is known: an id would not outlive a restart. @param {string} id */
    go(id) {
      const known = side.value?.channels.find((one) => one.id === id);
      const peer = known?.peer === undefined ? undefined : people.value.get(known.peer);
      const channel = peer ? `@${peer.handle}` : (known?.name ?? id);
      look.value = { ...look.value, channel, thread: "", limit: 100 };
    },
    /** Loads messages further back. */
    more() {
      look.value = { ...look.value, limit: look.value.limit + 100 };
    },
    /** @param {string} thread empty closes it */
    openThread(thread) {
      look.value = { ...look.value, thread };
    },
    /** @param {string} handle */
    become(handle) {
      look.value = { ...look.value, as: handle };
    },
    /**
     * @param {Record<string, unknown> & { kind: string }} doing
     * @param {Record<string, File>} [files]
     */
    async act(doing, files) {
      const what = String(doing.text ?? doing.name ?? doing.command ?? "");
      noticed(`${platform} ${doing.kind} ${what.replaceAll(`<@${side.value?.app}>`, "@parley")}`);
      return act(platform, me.value, doing, files);
    },
  };
}
