import { html } from "htm/preact";

/** Paths on a 20 × 20 grid, drawn with strokes. */
const paths = {
  hash: "M7.500 3 5.500 17M14.500 3l-2 14M3.500 7.500h13.500M3 12.500h13.500",
  lock: "M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9",
  voice: "M4 8v4h3l4 3.500v-11L7 8zM13.500 7.500a3.500 3.500 0 0 1 0 5M15.500 5a7 7 0 0 1 0 10",
  thread: "M4 4h12v9H9l-4 3v-3H4zM7 7.500h6M7 10h4",
  plus: "M10 4v12M4 10h12",
  close: "M5 5l10 10M15 5 5 15",
  check: "M4 10.500 8 14.500 16 6",
  copy: "M7 7h9v9H7zM4 13V4h9",
  send: "M3.500 4 17 10 3.500 16l2-6z M5.500 10H11",
  dots: "M4.500 10h.01M10 10h.01M15.500 10h.01",
  reply: "M8 5 3.500 9.500 8 14M3.500 9.500H11c3.500 0 5.500 2 5.500 5.500",
  smile: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7 12c1.500 2 4.500 2 6 0M7.500 8h.01M12.500 8h.01",
  edit: "M4 16l.8-3.500L13 4.300l2.700 2.700-8.200 8.200zM11.500 5.800l2.700 2.700",
  trash: "M4 6h12M8 6V4h4v2M6 6l.7 10.500h6.600L14 6",
  link: "M8.500 11.500l3-3M9 6.500l1.500-1.500a3 3 0 0 1 4.500 4.500L13.500 11M11 13.500 9.500 15A3 3 0 0 1 5 10.500L6.500 9",
  menu: "M3.500 6h13M3.500 10h13M3.500 14h13",
  back: "M12 4.500 6.500 10l5.500 5.500",
  file: "M5 3h6.500L15 6.500V17H5zM11.500 3v3.500H15",
  download: "M10 3v9M6 8.500l4 4 4-4M4 16.500h12",
  sun: "M10 13.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.500 4.500l1 1M14.500 14.500l1 1M15.500 4.500l-1 1M5.500 14.500l-1 1",
  moon: "M16 11.500A6.500 6.500 0 0 1 8.500 4a6.500 6.500 0 1 0 7.500 7.500z",
  pulse: "M2.500 10.500H6L8 5l4 10.500 2-5h3.500",
  bolt: "M11 2.500 4.500 11.500H9.500L9 17.500 15.500 8.500H10.500z",
  spark: "M10 3l1.700 4.800L16.500 9.500l-4.800 1.700L10 16l-1.700-4.800L3.500 9.500l4.800-1.700z",
  eye: "M2.500 10S5.500 5 10 5s7.500 5 7.500 5-3 5-7.500 5-7.500-5-7.500-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  down: "M5 8l5 5 5-5",
  swap: "M4 7h11l-3-3M16 13H5l3 3",
  stop: "M6 6h8v8H6z",
  people:
    "M7.500 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM3 16c0-3 2-4.500 4.500-4.500S12 13 12 16M13 9.500a2 2 0 1 0 0-4M14 11.700c1.800.4 3 1.800 3 4.300",
  alert: "M10 3 2.500 16.500h15zM10 8v4M10 14.300v.01",
};

/** @param {{ name: keyof typeof paths, size?: number }} props */
export function Icon({ name, size = 18 }) {
  return html`<svg
    class="icon"
    width=${size}
    height=${size}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d=${paths[name]} />
  </svg>`;
}
