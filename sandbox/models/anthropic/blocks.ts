import type { Output } from "../play.ts";
import type { Block } from "./message.ts";

/** Puts a whole answer together. */
export function toBlocks(outputs: readonly Output[]): Block[] {
  const blocks: Block[] = [];
  for (const output of outputs) {
    const last = blocks.at(-1);
    if (output.kind === "text" && last?.type === "text") last.text += output.text;
    else if (output.kind === "text") blocks.push({ type: "text", text: output.text, citations: null });
    else if (output.kind === "tool-call") {
      const { id, name, args } = output;
      blocks.push({ type: "tool_use", id, name, input: JSON.parse(args), caller: { type: "direct" } });
    } else if (output.kind === "thinking") {
      blocks.push({ type: "thinking", thinking: "Let me think.", signature: "c2FuZGJveA==" });
    }
  }
  return blocks;
}
