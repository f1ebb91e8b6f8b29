import { effect } from "@preact/signals";
import { html, render } from "htm/preact";
import { goLive } from "./state/live.js";
import { createPane } from "./state/pane.js";
import { createParts } from "./state/parts.js";
import { createPlace } from "./state/place.js";
import { createTour } from "./state/tour.js";
import { App } from "./ui/app.js";

const place = createPlace();
const tour = createTour();
const discord = createPane("discord", place, tour.did);
const slack = createPane("slack", place, tour.did);
const platforms = { discord, slack };
const tools = createParts();
const { online } = goLive(place, { discord: discord.parts, slack: slack.parts, tools });

const root = document.getElementById("page");
if (!root) throw new Error("the page has no place to be drawn in");

// The first look stays until there is something better to show in its place.
const stop = effect(() => {
  const ready = place.shown.value.every((platform) => platforms[platform].side.value);
  if (!ready || root.hasChildNodes()) return;
  render(html`<${App} ...${{ place, tour, online, tools, panes: platforms }} />`, root);
  document.getElementById("first-look")?.remove();
  queueMicrotask(() => stop());
});
