import type { Discord } from "../../discord/discord.ts";
import type { Entry, Ledger } from "../../kernel/ledger.ts";
import type { Slack } from "../../slack/slack.ts";
import type { Parts } from "../view/look.ts";
import type { FaultList } from "./fault-list.ts";

/** How many of the ledger's newest entries the page lists. */
const entriesShown = 400;

export interface ToolsDeps {
  discord: Discord;
  slack: Slack;
  ledger: Ledger;
  faultList: FaultList;
}

/** What the drawer shows: the newest traffic, the faults that wait, and the sockets that stand. */
export function toolsParts({ discord, slack, ledger, faultList }: ToolsDeps): Parts {
  const parts: Parts = new Map();
  for (const entry of ledger.entries.slice(-entriesShown)) parts.set(`entry/${entry.seq}`, summary(entry));
  parts.set("faults", faultList.all());
  parts.set("sockets", {
    discord: { connections: discord.gateway.connections, sessions: discord.gateway.sessions.length },
    slack: { connections: slack.socketMode.connections.length, enabled: slack.socketMode.enabled },
  });
  return parts;
}

/** Bodies stay behind until an entry is opened. */
function summary({ seq, at, service, kind, name, status, response }: Entry): object {
  const refused =
    typeof response === "object" && response !== null && "ok" in response && response.ok === false;
  return {
    seq,
    at,
    service,
    kind,
    name,
    ...(status === undefined ? {} : { status }),
    ...(refused && "error" in response ? { error: response.error } : {}),
  };
}
