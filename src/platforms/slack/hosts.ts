/** Where Slack itself answers, as opposed to wherever an event says that something lies. */
export interface SlackHosts {
  /** Whether the token, or a file's bytes, may go to this address. */
  isSlack(url: string): boolean;
  /** Whether this is an address for answers to an interaction. */
  isHook(url: string): boolean;
}

/** `files-origin.slack.com` serves Enterprise Grid. Nothing else gets the token: not even other hosts of Slack's. */
const FILE_HOSTS = new Set(["files.slack.com", "files-origin.slack.com"]);
const HOOK_HOSTS = new Set(["hooks.slack.com", "hooks.slack-gov.com"]);

/**
 * @param apiUrl where the Web API is. On loopback (a sandbox) that origin stands in for all of Slack's hosts, and
 *   plain http is good enough.
 */
export function slackHosts(apiUrl: string): SlackHosts {
  const api = new URL(apiUrl);
  const isLoopback = ["127.0.0.1", "[::1]", "localhost"].includes(api.hostname);
  const isOne = (hosts: ReadonlySet<string>) => (address: string) => {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url) return false;
    if (url.username !== "" || url.password !== "") return false;
    if (isLoopback && url.origin === api.origin) return true;
    return url.protocol === "https:" && url.port === "" && hosts.has(url.hostname);
  };
  return { isSlack: isOne(FILE_HOSTS), isHook: isOne(HOOK_HOSTS) };
}
