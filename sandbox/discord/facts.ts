import type { Fact } from "./facts/fact.ts";
import { gatewayFacts } from "./facts/gateway.ts";
import { interactionsFacts } from "./facts/interactions.ts";
import { messagesFacts } from "./facts/messages.ts";
import { placesFacts } from "./facts/places.ts";
import { trafficFacts } from "./facts/traffic.ts";

/** Everything the loopback Discord is strict about. Each is shown by exactly one test. */
export const facts: readonly Fact[] = [
  ...messagesFacts,
  ...placesFacts,
  ...gatewayFacts,
  ...interactionsFacts,
  ...trafficFacts,
];
