import type { Render } from "./document.ts";
import { html } from "./html.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";

export interface Format {
  mime: string;
  extension: string;
  render: Render;
}

/** What conversations can be taken along as; the first is the usual one. */
export const formats: ReadonlyMap<string, Format> = new Map([
  ["markdown", { mime: "text/markdown", extension: "md", render: markdown }],
  ["html", { mime: "text/html", extension: "html", render: html }],
  ["json", { mime: "application/json", extension: "json", render: json }],
]);
