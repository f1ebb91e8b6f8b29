import { computed, effect, signal } from "@preact/signals";

/** @typedef {"discord" | "slack"} Platform */
/** @typedef {{ as: string, channel: string, thread: string, limit: number }} Look */

const nowhere = { as: "", channel: "", thread: "", limit: 100 };

/**
 * Where the page is: which platforms show, who looks at what, what the drawer holds. Kept in the address after `#`,
 * so that a link leads to the same place.
 */
export function createPlace() {
  const given = readHash();
  const place = {
    view: signal(given.view),
    discord: signal(given.discord),
    slack: signal(given.slack),
    drawer: signal(given.drawer),
    wide: signal(wideQuery.matches),
    /** @type {import("@preact/signals").ReadonlySignal<Platform[]>} */
    shown: computed(() => []),
  };
  place.shown = computed(() => {
    const { value } = place.view;
    if (value === "both") return place.wide.value ? ["discord", "slack"] : ["discord"];
    return [value];
  });
  wideQuery.addEventListener("change", (event) => {
    place.wide.value = event.matches;
  });
  effect(() => {
    const hash = writeHash(place);
    if (hash !== location.hash) history.replaceState(null, "", hash);
  });
  addEventListener("hashchange", () => {
    const next = readHash();
    place.view.value = next.view;
    place.discord.value = next.discord;
    place.slack.value = next.slack;
    place.drawer.value = next.drawer;
  });
  return place;
}

const wideQuery = matchMedia("(min-width: 1180px)");

/** @returns {{ view: "both" | Platform, drawer: "" | "ledger" | "faults", discord: Look, slack: Look }} */
function readHash() {
  const query = new URLSearchParams(location.hash.slice(1));
  const view = query.get("view");
  const drawer = query.get("open");
  return {
    view: view === "discord" || view === "slack" ? view : "both",
    drawer: drawer === "ledger" || drawer === "faults" ? drawer : "",
    discord: readLook(query.get("discord")),
    slack: readLook(query.get("slack")),
  };
}

/** @param {string | null} text `who/channel/thread` */
function readLook(text) {
  const [as = "", channel = "", thread = ""] = (text ?? "").split("/").map(decodeURIComponent);
  return { ...nowhere, as, channel, thread };
}

/** @param {ReturnType<typeof createPlace>} place */
function writeHash({ view, drawer, discord, slack }) {
  const look = (/** @type {{ value: Look }} */ { value: { as, channel, thread } }) =>
    [as, channel, thread].map(encodeURIComponent).join("/").replace(/\/+$/, "");
  const pairs = [
    ["view", view.value === "both" ? "" : view.value],
    ["discord", look(discord)],
    ["slack", look(slack)],
    ["open", drawer.value],
  ].filter(([, text]) => text);
  return pairs.length > 0 ? `#${pairs.map(([key, text]) => `${key}=${text}`).join("&")}` : "#";
}
