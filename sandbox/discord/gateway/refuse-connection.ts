import type { Duplex } from "node:stream";
import type { Faults } from "../../kernel/faults.ts";
import type { Ledger } from "../../kernel/ledger.ts";

/** What the ledger and the faults call the opening of a gateway connection. */
const name = "gateway connect";

/**
 * Writes the attempt to the ledger and lets a fault strike it: a status instead of the upgrade, a cut line, or silence.
 * True when the connection is not to be.
 */
export function refuseConnection(
  { faults, ledger }: { faults: Faults; ledger: Ledger },
  socket: Duplex,
): boolean {
  const fault = faults.take("discord", name);
  const status = fault === undefined ? 101 : fault.kind === "status" ? fault.status : undefined;
  const struck = fault ? { struck: true as const } : {};
  ledger.add({ service: "discord", kind: "request", name, ...(status ? { status } : {}), ...struck });
  if (!fault) return false;
  if (fault.kind === "status") socket.end(`HTTP/1.1 ${fault.status} Struck\r\nConnection: close\r\n\r\n`);
  else if (fault.kind !== "hang") socket.destroy();
  return true;
}
