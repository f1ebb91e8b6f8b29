import type { ModelRequest, TokenCounts } from "../core/model.ts";
import type { LiveModel } from "./live.ts";

export interface Usage {
  /** As `Model.name`. */
  model: string;
  inputTokens: number;
  outputTokens: number;
  /** Nano-dollars; absent where no price is known. */
  costNanoUsd?: number;
  /** The service did not tell, since the answer broke off or was cancelled: the counts are a guess. */
  estimated: boolean;
}

interface AccountingDeps {
  /** Told what each request took, once, when it is over: also a request that was cancelled half way. */
  report(usage: Usage): void;
  /** Nano-dollars, `undefined` where no price is known. */
  price(tokens: TokenCounts): Promise<number | undefined>;
}

/** Prices each request by itself, since prices go by its size and the day, and puts the cost on its `usage`. */
export function withAccounting(model: LiveModel, { report, price }: AccountingDeps): LiveModel {
  const priced = async <T extends TokenCounts>(tokens: T) => {
    const costNanoUsd = await price(tokens);
    return costNanoUsd === undefined ? tokens : { ...tokens, costNanoUsd };
  };
  return {
    name: model.name,
    limits: model.limits,
    async *generate(request, signal) {
      let said = 0;
      let begun = false;
      let told = false;
      try {
        for await (const event of model.generate(request, signal)) {
          begun = true;
          if (event.kind === "text") said += event.text.length;
          else if (event.kind === "tool-call") said += event.call.args.length;
          else if (event.kind === "usage") {
            told = true;
            const { kind, ...usage } = await priced(event);
            report({ model: model.name, ...usage, estimated: false });
            yield { kind, ...usage };
            continue;
          }
          yield event;
        }
      } finally {
        if (begun && !told) {
          const inputTokens = estimate(requestLength(request));
          const usage = await priced({ inputTokens, outputTokens: estimate(said) });
          report({ model: model.name, ...usage, estimated: true });
        }
      }
    },
  };
}

/** Four characters make about one token of English. */
const estimate = (length: number) => Math.ceil(length / 4);
/** What an image of usual size costs, in characters. */
const imageLength = 4_000;

function requestLength({ system, messages, tools }: ModelRequest): number {
  const lengths = messages.map((message) => {
    if (message.role === "tool") return message.result.length;
    if (message.role === "assistant") {
      return (message.toolCalls ?? []).reduce((sum, call) => sum + call.args.length, message.text.length);
    }
    return message.parts.reduce((sum, p) => sum + (p.kind === "text" ? p.text.length : imageLength), 0);
  });
  const offered = tools ? JSON.stringify(tools).length : 0;
  return lengths.reduce((sum, length) => sum + length, system.length + offered);
}
