import { effect, signal } from "@preact/signals";

/**
 * Keeps one stream of events open for what is looked at; moving elsewhere opens another.
 * The browser reconnects by itself, and each connection begins with the whole picture.
 * @param {ReturnType<typeof import("./place.js").createPlace>} place
 * @param {Record<"discord" | "slack" | "tools", ReturnType<typeof import("./parts.js").createParts>>} parts
 */
export function goLive(place, parts) {
  const online = signal(true);
  /** @type {EventSource | undefined} */
  let source;
  let address = "";

  effect(() => {
    const query = new URLSearchParams();
    for (const platform of place.shown.value) query.set(platform, lookText(place[platform].value));
    if (place.drawer.value) query.set("tools", "1");
    const next = `/api/events?${query}`;
    if (next === address) return;
    address = next;
    source?.close();
    source = open(next);
  });

  /** @param {string} url */
  function open(url) {
    const opened = new EventSource(url);
    for (const area of /** @type {const} */ (["discord", "slack", "tools"])) {
      opened.addEventListener(area, (event) => parts[area].apply(JSON.parse(event.data)));
    }
    opened.onopen = () => {
      online.value = true;
    };
    opened.onerror = () => {
      online.value = false;
    };
    return opened;
  }
  return { online };
}

/** @param {import("./place.js").Look} look */
function lookText({ as, channel, thread, limit }) {
  return [as, channel, thread, String(limit)].map(encodeURIComponent).join("/");
}
