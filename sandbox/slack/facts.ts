import { DELIVERY_FACTS } from "./facts/delivery.ts";
import { PEOPLE_FACTS } from "./facts/people.ts";
import { type Fact, WEB_API_FACTS } from "./facts/web-api.ts";

/** What the sandbox's Slack is strict about, each fact with its source; each id stands in the title of its test. */
export const FACTS: readonly Fact[] = [...WEB_API_FACTS, ...DELIVERY_FACTS, ...PEOPLE_FACTS];

export type { Fact };
