import { html } from "htm/preact";
import { Link, safeHref } from "../text/link.js";
import { Icon } from "./icons.js";

/** @typedef {import("../../view/row.ts").FileView} FileView */

/**
 * Pictures at a glance, sound to be heard, everything else by name and size.
 * @param {{ pane: import("../state/pane.js").Pane, files: FileView[] }} props
 */
export function Files({ pane, files }) {
  const pictures = files.filter((one) => one.mime.startsWith("image/") && one.url.startsWith("/"));
  const rest = files.filter((one) => !pictures.includes(one));
  return html`<div class="files">
    ${
      pictures.length > 0 &&
      html`<div class="pictures" data-count=${Math.min(pictures.length, 4)}>
        ${pictures.map(
          (one) => html`<button onClick=${() => (pane.image.value = one)} aria-label=${`Look at ${one.name}`}>
            <img src=${one.url} alt=${one.alt ?? one.name} width=${one.width} height=${one.height} decoding="async" />
          </button>`,
        )}
      </div>`
    }
    ${rest.map((one) => html`<${File} file=${one} />`)}
  </div>`;
}

/** @param {{ file: FileView }} props */
function File({ file }) {
  const own = file.url.startsWith("/");
  const name = own
    ? html`<a href=${file.url} download=${file.name}>${file.name}</a>`
    : html`<${Link} href=${safeHref(file.url) ?? ""}>${file.name}<//>`;
  return html`<div class="file">
    <${Icon} name="file" size=${26} />
    <div><strong>${name}</strong><small>${file.mime.split(";")[0]} · ${size(file.sizeBytes)}</small></div>
    ${own && /^audio\//.test(file.mime) && html`<audio controls preload="none" src=${file.url} />`}
  </div>`;
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
