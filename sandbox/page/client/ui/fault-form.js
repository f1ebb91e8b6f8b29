import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { ask } from "../state/ask.js";

const kinds = [
  ["status", "answer with a status"],
  ["delay", "answer late"],
  ["reset", "reset the connection"],
  ["hang", "never answer"],
  ["truncate", "cut the answer short"],
];

/**
 * A fault for requests to come. Names already seen in the ledger are offered.
 * @param {{ tools: ReturnType<typeof import("../state/parts.js").createParts> }} props
 */
export function FaultForm({ tools }) {
  const kind = useSignal("status");
  const service = useSignal("discord");
  const error = useSignal("");
  const names = new Set(
    tools.lists.entry.value
      .map((id) => tools.part(`entry/${id}`).value)
      .filter((one) => one?.service === service.value && one.kind === "request")
      .map((one) => one.name),
  );
  const submit = async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
    event.preventDefault();
    const answer = await ask("POST", "/faults", read(new FormData(event.currentTarget)));
    error.value = answer.error ?? "";
  };
  const set = (/** @type {import("@preact/signals").Signal<string>} */ at) => (/** @type {any} */ event) => {
    at.value = event.currentTarget.value;
  };
  return html`<form class="fault-form" onSubmit=${submit}>
    <label>Service
      <select name="service" value=${service.value} onChange=${set(service)}>
        ${["discord", "slack", "openai", "anthropic"].map((one) => html`<option>${one}</option>`)}
      </select>
    </label>
    <label class="wide">Request
      <input name="name" list="fault-names" placeholder="every request" autocomplete="off" />
      <datalist id="fault-names">${[...names].map((one) => html`<option value=${one} />`)}</datalist>
    </label>
    <label class="wide">Fault
      <select name="kind" value=${kind.value} onChange=${set(kind)}>
        ${kinds.map(([id, label]) => html`<option value=${id}>${label}</option>`)}
      </select>
    </label>
    ${
      kind.value === "status" &&
      html`<label>Status<input name="status" type="number" min="200" max="599" value="503" required /></label>`
    }
    ${kind.value === "status" && html`<label>Retry-After (s)<input name="retryAfter" type="number" min="0" /></label>`}
    ${
      kind.value === "delay" &&
      html`<label>Milliseconds<input name="ms" type="number" min="0" max="600000" value="3000" required /></label>`
    }
    ${kind.value === "truncate" && html`<label>Bytes<input name="bytes" type="number" min="0" value="20" required /></label>`}
    ${
      kind.value !== "truncate" &&
      html`<label>When
        <select name="when">
          <option value="before">before it takes effect</option>
          <option value="after">after it took effect</option>
        </select>
      </label>`
    }
    <label>Times<input name="times" type="number" min="1" placeholder="until removed" /></label>
    <button class="primary">Add the fault</button>
    ${error.value && html`<p class="error" role="alert">${error.value}</p>`}
  </form>`;
}

/** @param {FormData} data */
function read(data) {
  const text = (/** @type {string} */ name) => String(data.get(name) ?? "");
  const number = (/** @type {string} */ name) => (text(name) === "" ? undefined : Number(text(name)));
  const retryAfter = number("retryAfter");
  return {
    service: text("service"),
    name: text("name") || undefined,
    times: number("times"),
    fault: {
      kind: text("kind"),
      status: number("status"),
      ms: number("ms"),
      bytes: number("bytes"),
      when: text("when") || undefined,
      headers: retryAfter === undefined ? undefined : { "retry-after": String(retryAfter) },
    },
  };
}
