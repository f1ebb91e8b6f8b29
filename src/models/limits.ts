import type { ModelLimits } from "../core/model.ts";

const known: readonly (readonly [pattern: RegExp, limits: ModelLimits])[] = [
  // openai docs, "Models"
  [/^gpt-[\d.]+.*-chat/, { context: 128_000, output: 16_384 }],
  [/^gpt-(5\.[4-9]|[6-9]|\d\d).*-(mini|nano)/, { context: 400_000, output: 128_000 }],
  [/^gpt-(5\.[4-9]|[6-9]|\d\d)/, { context: 1_050_000, output: 128_000 }],
  [/^gpt-5/, { context: 400_000, output: 128_000 }],
  [/^gpt-4\.1/, { context: 1_047_576, output: 32_768 }],
  [/^(gpt-4o|chatgpt-4o)/, { context: 128_000, output: 16_384 }],
  [/^gpt-4-turbo/, { context: 128_000, output: 4_096 }],
  [/^gpt-4/, { context: 8_192, output: 4_096 }],
  [/^gpt-3\.5/, { context: 16_385, output: 4_096 }],
  [/^o[1-9]/, { context: 200_000, output: 100_000 }],
  // anthropic docs, "Models overview"
  [/^claude-(opus|sonnet)-4-([6-9]|\d\d)(-|$)/, { context: 1_000_000, output: 64_000 }],
  [/^claude-opus-4(-[01])?(-\d{8})?$/, { context: 200_000, output: 32_000 }],
  [/^claude-(opus|sonnet|haiku)-4/, { context: 200_000, output: 64_000 }],
  [/^claude-3/, { context: 200_000, output: 4_096 }],
  [/^claude-/, { context: 1_000_000, output: 128_000 }],
];

/** Of a model that is not in the table: what nearly every model of today can do. */
const unknown: ModelLimits = { context: 32_000, output: 4_096 };

/** What a model can take and give. `name` is the service's own; a gateway's prefix (`vendor/NAME`) does not matter. */
export function limitsOf(name: string, override: Partial<ModelLimits> = {}): ModelLimits {
  const bare = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  const found = known.find(([pattern]) => pattern.test(bare))?.[1] ?? unknown;
  const context = override.context ?? found.context;
  return { context, output: override.output ?? Math.min(found.output, context) };
}
