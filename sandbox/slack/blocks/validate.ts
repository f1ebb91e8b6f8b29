import type { Block } from "../state/message.ts";
import type { World } from "../world.ts";

export function checkMessageBlocks(_world: World, _blocks: readonly Block[]): void {}
