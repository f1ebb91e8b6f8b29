import type { Environment } from "../config.ts";
import type { CommandSpec } from "../core/command.ts";
import { buildManifest, type Delivery, EVENTS, SCOPES } from "../platforms/slack/manifest.ts";
import { ask, type Finding, unclear } from "./finding.ts";

type Settings = Pick<
  Environment,
  "SLACK_BOT_TOKEN" | "SLACK_APP_TOKEN" | "SLACK_SIGNING_SECRET" | "SLACK_API_URL"
>;

/** The steps on api.slack.com, with the manifest to paste. */
export function slackGuide(commands: readonly CommandSpec[], delivery: Delivery): string {
  const manifest = JSON.stringify(buildManifest({ commands, delivery }), null, 2);
  const reasons = (all: Readonly<Record<string, string>>) =>
    Object.entries(all).map(([name, reason]) => `   - ${name}: ${reason}`);
  return [
    `SLACK, ${delivery.kind === "http" ? "events over HTTP" : "Socket Mode (npm run setup -- --http https://HOST for events over HTTP)"}`,
    "1. https://api.slack.com/apps > Create New App > From a manifest. Pick the workspace, choose JSON and paste:",
    "",
    manifest,
    "",
    "2. Install App > Install to Workspace: copy the Bot User OAuth Token (xoxb-…) to SLACK_BOT_TOKEN in .env.",
    ...(delivery.kind === "http" ? httpSteps(delivery.url) : socketSteps),
    "4. In each channel that Parley is to be in: /invite @parley. Direct messages work at once.",
    "   When an update of Parley brings new commands: App Manifest in the app's settings, paste anew, and install",
    "   again if Slack asks for it.",
    "   The scopes it asks for:",
    ...reasons(SCOPES),
    "   The events it listens to:",
    ...reasons(EVENTS),
    "",
  ].join("\n");
}

const socketSteps = [
  "3. Basic Information > App-Level Tokens > Generate Token: add the scope connections:write, and copy the token",
  "   (xapp-…) to SLACK_APP_TOKEN.",
];

function httpSteps(url: string): string[] {
  return [
    "3. Basic Information > App Credentials: copy the Signing Secret to SLACK_SIGNING_SECRET, and leave",
    "   SLACK_APP_TOKEN empty. Start Parley behind a proxy that hands",
    `   ${url} on to its PORT; then Event Subscriptions > Request URL > Retry`,
    "   until Slack says Verified.",
  ];
}

/** Where Slack is to deliver, from the public address of this installation. @returns undefined when it is none. */
export function httpDelivery(address: string): Delivery | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== "https:" || url.search !== "" || url.hash !== "") return undefined;
  if (url.pathname === "/") url.pathname = "/slack/events";
  return { kind: "http", url: url.href };
}

/** Tries what is set up for Slack: the bot's token, its scopes, and the way in which events come. */
export async function checkSlack(settings: Settings): Promise<Finding[]> {
  if (!settings.SLACK_BOT_TOKEN) return [];
  const asked = await call(settings, "auth.test", settings.SLACK_BOT_TOKEN);
  if (asked.kind !== "answered" || typeof asked.body.ok !== "boolean")
    return [unclear("Slack", "SLACK_API_URL", settings.SLACK_API_URL, asked)];
  if (!asked.body.ok) {
    const told = `SLACK_BOT_TOKEN is refused (${String(asked.body.error)}): copy it anew from Install App in the app's settings.`;
    return [{ state: "wrong", what: "Slack", told }];
  }
  const { user, team } = asked.body;
  return [
    { state: "ok", what: "Slack", told: `signed in as ${String(user)} in ${String(team)}` },
    scopes(asked.headers.get("x-oauth-scopes")),
    settings.SLACK_APP_TOKEN ? await checkSocket(settings, settings.SLACK_APP_TOKEN) : http,
  ];
}

const http: Finding = {
  state: "note",
  what: "Slack events over HTTP",
  told: "can't be tried from here: Event Subscriptions in the app's settings tells whether Slack reaches /slack/events.",
};

function scopes(header: string | null): Finding {
  const has = new Set((header ?? "").split(/\s*,\s*/));
  const missing = Object.entries(SCOPES).filter(([scope]) => !has.has(scope));
  if (missing.length === 0) return { state: "ok", what: "Slack scopes", told: "all are there" };
  const list = missing.map(([scope, reason]) => `${scope} (${reason})`).join(", ");
  const told = `missing: ${list}. Paste the manifest of npm run setup anew under App Manifest, then reinstall the app.`;
  return { state: "wrong", what: "Slack scopes", told };
}

async function checkSocket(settings: Settings, appToken: string): Promise<Finding> {
  const what = "Slack Socket Mode";
  const asked = await call(settings, "apps.connections.open", appToken);
  if (asked.kind !== "answered" || typeof asked.body.ok !== "boolean")
    return unclear(what, "SLACK_API_URL", settings.SLACK_API_URL, asked);
  if (!asked.body.ok) {
    const told = `SLACK_APP_TOKEN is refused (${String(asked.body.error)}): it must be an app-level token with the scope connections:write.`;
    return { state: "wrong", what, told };
  }
  // Slack gives out an address all the same, and then sends nothing
  const warned = JSON.stringify(asked.body.response_metadata ?? "").includes("Socket Mode is not turned on");
  if (warned)
    return { state: "wrong", what, told: "is off: turn it on under Socket Mode in the app's settings." };
  return { state: "ok", what, told: "is on, and the app-level token works" };
}

function call(settings: Settings, method: string, token: string) {
  const url = `${settings.SLACK_API_URL.replace(/\/*$/, "/")}${method}`;
  return ask(url, { method: "POST", headers: { authorization: `Bearer ${token}` } });
}
