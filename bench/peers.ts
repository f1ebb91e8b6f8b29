import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";

const here = import.meta.dirname;
const wanted = `${here}/package-lock.json`;
const installed = `${here}/node_modules/.installed-lock.json`;

/** Installs what Parley is measured against, unless it is there. Parley itself never needs it. */
export function installPeers(): void {
  if (existsSync(installed) && readFileSync(installed, "utf8") === readFileSync(wanted, "utf8")) return;
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-fund", "--no-audit"], {
    cwd: here,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the peers could not be installed");
  copyFileSync(wanted, installed);
}
