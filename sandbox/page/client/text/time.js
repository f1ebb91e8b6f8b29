import { html } from "htm/preact";

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const styles = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

/** A moment as the reader's own clock shows it. @param {{ seconds: number, style: string }} props */
export function Time({ seconds, style }) {
  const date = new Date(seconds * 1_000);
  if (Number.isNaN(date.getTime())) return html`<span>Invalid Date</span>`;
  const text = style === "R" ? ago(date) : date.toLocaleString(undefined, styles[style] ?? styles.f);
  return html`<time class="stamp" dateTime=${date.toISOString()} title=${date.toLocaleString()}>${text}</time>`;
}

/** @param {Date} date */
function ago(date) {
  const seconds = Math.round((date.getTime() - Date.now()) / 1_000);
  /** @type {[Intl.RelativeTimeFormatUnit, number][]} */
  const units = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ];
  const [unit, size] = units.find(([, one]) => Math.abs(seconds) >= one) ?? ["second", 1];
  return relative.format(Math.trunc(seconds / size), unit);
}
