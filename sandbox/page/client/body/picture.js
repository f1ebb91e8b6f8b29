import { html } from "htm/preact";
import { Link } from "../text/link.js";
import { Icon } from "../ui/icons.js";

/**
 * A picture by its address. Only what this sandbox itself serves is loaded: an address elsewhere is shown as a link,
 * so that no message can make the browser call home.
 * @param {{ pane: import("../state/pane.js").Pane, url: string, alt?: string }} props
 */
export function Picture({ pane, url, alt = "" }) {
  const own = URL.canParse(url) && new URL(url).origin === location.origin;
  if (!own) {
    return html`<p class="far-picture"><${Icon} name="link" size=${16} /> <${Link} href=${url}>${alt || url}<//></p>`;
  }
  const file = { id: url, name: alt || "picture", mime: "image/*", sizeBytes: 0, url };
  return html`<button class="picture" aria-label=${alt || "Look at the picture"} onClick=${() => (pane.image.value = file)}>
    <img src=${url} alt=${alt} />
  </button>`;
}
