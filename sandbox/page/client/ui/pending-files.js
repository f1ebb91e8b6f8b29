import { html } from "htm/preact";
import { useEffect, useMemo } from "preact/hooks";
import { size } from "./files.js";
import { Icon } from "./icons.js";

/**
 * Files of a drop or a paste.
 * @param {DataTransfer | null} from
 * @returns {File[]}
 */
export function takeFiles(from) {
  return [...(from?.files ?? [])];
}

/**
 * What will be sent along, with a way to take it back.
 * @param {{ files: import("@preact/signals").Signal<File[]> }} props
 */
export function PendingFiles({ files }) {
  if (files.value.length === 0) return null;
  return html`<ul class="pending" aria-label="Files to send">
    ${files.value.map(
      (file) => html`<li key=${`${file.name}${file.lastModified}`}>
        <${Preview} file=${file} />
        <span>${file.name}<small>${size(file.size)}</small></span>
        <button
          class="quiet"
          aria-label=${`Don't send ${file.name}`}
          onClick=${() => (files.value = files.value.filter((one) => one !== file))}
        >
          <${Icon} name="close" size=${15} />
        </button>
      </li>`,
    )}
  </ul>`;
}

/** @param {{ file: File }} props */
function Preview({ file }) {
  const isImage = file.type.startsWith("image/");
  const url = useMemo(() => (isImage ? URL.createObjectURL(file) : ""), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return isImage ? html`<img src=${url} alt="" />` : html`<${Icon} name="file" size=${28} />`;
}
