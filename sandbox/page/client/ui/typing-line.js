import { html } from "htm/preact";

/**
 * Who types, in words.
 * @param {{ pane: import("../state/pane.js").Pane, part: string }} props
 */
export function TypingLine({ pane, part }) {
  /** @type {string[]} */
  const ids = pane.parts.part(part).value ?? [];
  const names = ids.map((id) => pane.name(id));
  const text =
    names.length === 0
      ? ""
      : names.length === 1
        ? `${names[0]} is typing…`
        : names.length < 4
          ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)} are typing…`
          : "Several people are typing…";
  return html`<div class="typing" aria-live="polite">
    ${text && html`<span class="dots" aria-hidden="true"><i /><i /><i /></span>`}${text}
  </div>`;
}
