import { html } from "htm/preact";

const allowed = new Set(["http:", "https:", "mailto:"]);

/**
 * The address, if a browser may go there; nothing for `javascript:` and its like.
 * @param {string} url
 */
export function safeHref(url) {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed && allowed.has(parsed.protocol) ? parsed.href : undefined;
}

/** @param {{ href: string, children?: unknown }} props */
export function Link({ href, children }) {
  const safe = safeHref(href);
  if (!safe) return html`<span>${children}</span>`;
  return html`<a href=${safe} title=${safe} target="_blank" rel="noopener noreferrer">${children}</a>`;
}
