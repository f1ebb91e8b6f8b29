import { html } from "htm/preact";
import { Dialog } from "./dialog.js";

/** One picture, large. @param {{ pane: import("../state/pane.js").Pane }} props */
export function Lightbox({ pane }) {
  const file = pane.image.value;
  if (!file) return null;
  const close = () => {
    pane.image.value = undefined;
  };
  return html`<${Dialog} label=${file.name} close=${close} kind="lightbox">
    <img src=${file.url} alt=${file.alt ?? file.name} />
    <p>${file.name} · <a href=${file.url} download=${file.name}>Download</a></p>
  <//>`;
}
