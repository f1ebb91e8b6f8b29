import type { Interaction, InteractionState } from "../world/interaction.ts";

/** What the person sees of it changes. */
export function settle(interaction: Interaction, state: InteractionState): void {
  interaction.state = state;
  interaction.onSettled(interaction);
}
