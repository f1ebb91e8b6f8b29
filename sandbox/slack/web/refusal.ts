/** An answer with `ok: false`. `fields` are what Slack adds: `needed`, `provided`, `response_metadata` … */
export class Refusal extends Error {
  readonly code: string;
  readonly fields: Record<string, unknown>;

  constructor(code: string, fields: Record<string, unknown> = {}) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.fields = fields;
  }
}

/** `invalid_arguments` with Slack's own wording of what is wrong. */
export function badArguments(...messages: string[]): Refusal {
  return new Refusal("invalid_arguments", {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}
