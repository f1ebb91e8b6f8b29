import { createFaults, type Faults } from "../../sandbox/kernel/faults.ts";
import { createLedger, type Ledger } from "../../sandbox/kernel/ledger.ts";
import { listen } from "../../sandbox/kernel/server.ts";
import { createModels, type Models } from "../../sandbox/models/models.ts";
import { type Clock, systemClock } from "../../src/core/clock.ts";
import { watchSpecs } from "./watch-specs.ts";

export interface ModelSandbox extends AsyncDisposable {
  models: Models;
  ledger: Ledger;
  faults: Faults;
  openai: { apiKey: string; baseUrl: string };
  anthropic: { apiKey: string; baseUrl: string };
  /** Connections that were ever made. */
  connections(): number;
}

/** The model services on a loopback port. Disposing it fails when the services' descriptions had complaints. */
export async function openModelSandbox(clock: Clock = systemClock): Promise<ModelSandbox> {
  const ledger = createLedger(clock);
  const faults = createFaults();
  let origin = "";
  const models = createModels({ clock, ledger, faults, origin: () => origin });
  const watch = watchSpecs(ledger);
  const listening = await listen(models.services);
  origin = listening.origin;
  let connections = 0;
  listening.server.on("connection", () => connections++);
  return {
    models,
    ledger,
    faults,
    openai: { apiKey: models.apiKeys.openai, baseUrl: `${origin}/openai/v1` },
    anthropic: { apiKey: models.apiKeys.anthropic, baseUrl: `${origin}/anthropic` },
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      await listening.close();
      watch[Symbol.dispose]();
    },
  };
}
