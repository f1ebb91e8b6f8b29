import type { Fact } from "./fact.ts";

/** What holds for rate limits, and the faults the sandbox makes on demand. */
export const trafficFacts = [
  {
    id: "DISCORD-RATE-HEADERS",
    fact: "answers say limit, remaining, reset and bucket",
    source: 'discord docs: topics/rate-limits "Header Format"',
  },
  {
    id: "DISCORD-RATE-BUCKET",
    fact: "the sixth message within five seconds is 429 with the time to wait, and has no effect",
    source:
      'discord docs: topics/rate-limits "Exceeding A Rate Limit"; 5 in 5 s in discord-api-docs issues 2761 and 8073',
  },
  {
    id: "DISCORD-RATE-MAJOR",
    fact: "each channel has its own count under the same bucket name",
    source: "discord docs: topics/rate-limits, top-level resources",
  },
  {
    id: "DISCORD-RATE-EDITS",
    fact: "creating and editing share a bucket name but not a count",
    source: "discord-api-docs issues 1442 and 8073",
  },
  {
    id: "DISCORD-RATE-GLOBAL",
    fact: "beyond 50 requests in a second all routes are refused, with global true",
    source: 'discord docs: topics/rate-limits "Global Rate Limit"',
  },
  {
    id: "DISCORD-RATE-INTERACTIONS",
    fact: "answers to interactions do not count for the global limit",
    source: 'discord docs: topics/rate-limits "Global Rate Limit"',
  },
  {
    id: "DISCORD-RATE-INVALID",
    fact: "10,000 answers of 401, 403 or 429 in ten minutes shut the address out, in HTML",
    source: 'discord docs: topics/rate-limits "Invalid Request Limit"',
  },
  {
    id: "DISCORD-RATE-RENAME",
    fact: "a channel or thread changes its name twice in ten minutes",
    source: "discord-api-docs issue 2190",
  },
  {
    id: "DISCORD-RATE-REACTIONS",
    fact: "one reaction in a quarter of a second",
    source: "discord.js packages/rest tests; discord-api-docs issue 981",
  },
  {
    id: "DISCORD-RATE-CLIENT",
    fact: "the real client waits as it is told and sends everything, in order",
    source: "discord docs: topics/rate-limits",
  },
  {
    id: "DISCORD-FAULT-STATUS",
    fact: "a status instead of the effect, or after it, as often as told",
    source: "the sandbox itself: sandbox/kernel/faults.ts",
  },
  {
    id: "DISCORD-FAULT-RESET",
    fact: "a connection cut before or after the effect; the ledger knows what took place",
    source: "the sandbox itself: sandbox/kernel/faults.ts",
  },
  {
    id: "DISCORD-FAULT-HANG",
    fact: "no answer ever, with or without the effect",
    source: "the sandbox itself: sandbox/kernel/faults.ts",
  },
  {
    id: "DISCORD-FAULT-DELAY",
    fact: "an answer is late by the sandbox's own clock",
    source: "the sandbox itself: sandbox/kernel/faults.ts",
  },
  {
    id: "DISCORD-FAULT-TRUNCATE",
    fact: "the answer's body breaks off though the message stands",
    source: "the sandbox itself: sandbox/kernel/faults.ts",
  },
  {
    id: "DISCORD-FAULT-LINKS",
    fact: "file links can fail too, under their own name",
    source: "the sandbox itself: sandbox/kernel/faults.ts",
  },
  {
    id: "DISCORD-FAULT-CLOCK",
    fact: "a clock that jumps an hour back or on neither repeats ids nor wedges a bucket",
    source: "the sandbox itself: sandbox/kernel/faults.ts",
  },
  {
    id: "DISCORD-FAULT-CONNECT",
    fact: "a gateway connection can be refused, cut or left hanging as it opens",
    source: "the sandbox itself: sandbox/kernel/faults.ts",
  },
] as const satisfies readonly Fact[];
