import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { ask } from "../state/ask.js";
import { FaultForm } from "./fault-form.js";
import { Icon } from "./icons.js";

/** @typedef {{ id: number, service: string, name: string, times?: number, own: boolean, fault: any }} Rule */

const breaks = [
  {
    title: "Discord's gateway",
    service: "discord",
    all: [
      ["discord-drop", "Cut the connections"],
      ["discord-reconnect", "Ask to reconnect"],
      ["discord-invalidate", "Invalidate the sessions"],
      ["discord-kill-sessions", "Kill the sessions"],
      ["discord-freeze", "Half-open: stay, but dead"],
      ["discord-deaf", "Leave heartbeats unanswered"],
      ["discord-hears", "Answer heartbeats again"],
    ],
  },
  {
    title: "Slack's Socket Mode",
    service: "slack",
    all: [
      ["slack-drop", "Cut the connections"],
      ["slack-refresh", "Ask to refresh"],
      ["slack-freeze", "Half-open: stay, but dead"],
    ],
  },
];

/**
 * Breaks things on purpose: rules for requests to come, and the sockets that stand.
 * @param {{ tools: ReturnType<typeof import("../state/parts.js").createParts> }} props
 */
export function FaultsPanel({ tools }) {
  const said = useSignal("");
  /** @type {Rule[]} */
  const rules = tools.part("faults").value ?? [];
  const sockets = tools.part("sockets").value ?? {};
  const run = async (/** @type {string} */ id, /** @type {string} */ label) => {
    const { error } = await ask("POST", `/sockets/${id}`);
    said.value = error ?? `Done: ${label.toLowerCase()}.`;
  };
  return html`<div class="faults">
    <h3>Requests to come</h3>
    <${FaultForm} tools=${tools} />
    ${
      rules.length > 0 &&
      html`<ul class="rules">
        ${rules.map(
          (rule) => html`<li key=${rule.id}>
            <span class=${`service ${rule.service}`} />
            <div>
              <strong>${describe(rule.fault)}</strong>
              <small>${[rule.service, rule.name, rule.times ? `${rule.times} more` : "until removed"].join(" · ")}</small>
            </div>
            ${rule.own && html`<${Remove} id=${rule.id} />`}
          </li>`,
        )}
      </ul>`
    }
    ${breaks.map(
      ({ title, service, all }) => html`<h3>
          ${title} <small>${sockets[service]?.connections ?? 0} connected</small>
        </h3>
        <div class="chips">
          ${all.map(
            ([id = "", label = ""]) =>
              html`<button class="chip" onClick=${() => run(id, label)}>${label}</button>`,
          )}
        </div>`,
    )}
    <p class="subtext" role="status">${said.value}</p>
  </div>`;
}

/** @param {{ id: number }} props */
function Remove({ id }) {
  return html`<button class="quiet" aria-label="Remove this fault" onClick=${() => ask("DELETE", `/faults/${id}`)}>
    <${Icon} name="close" size=${16} />
  </button>`;
}

/** @param {any} fault */
function describe(fault) {
  const side = fault.when === "after" ? "after it took effect" : "before it takes effect";
  switch (fault.kind) {
    case "status":
      return `Status ${fault.status}, ${side}`;
    case "delay":
      return `${fault.ms} ms late, ${side}`;
    case "reset":
      return `Connection reset, ${side}`;
    case "hang":
      return `No answer at all, ${side}`;
    default:
      return `Answer cut after ${fault.bytes} bytes`;
  }
}
