/** Where a link may lead. Everything else stays words. */
const SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** What a link in the model's Markdown becomes: a link, a bare address that hides nothing, or nothing but its words. */
export type SafeLink =
  | { kind: "link"; target: string }
  | { kind: "bare"; target: string }
  | { kind: "words" };

/**
 * Judges `[label](target)`. A label that reads like another host than the one the link leads to is dropped and the
 * true address shown, as is one with a user name before the host (`https://bank.com@evil.example`).
 */
export function judgeLink(label: string, target: string): SafeLink {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (!url || !SCHEMES.has(url.protocol)) return { kind: "words" };
  if (url.username !== "" || url.password !== "") {
    url.username = "";
    url.password = "";
    return { kind: "bare", target: encodeTarget(url.href) };
  }
  const shown = encodeTarget(target.trim());
  const isHonest = url.protocol === "mailto:" ? isAddressed(label, url) : namesOnly(label, url);
  if (!isHonest) return { kind: "bare", target: encodeTarget(url.href) };
  return label.trim() === "" ? { kind: "bare", target: shown } : { kind: "link", target: shown };
}

/** A target that ends neither Markdown's parentheses nor Slack's `<target|label>` early. */
function encodeTarget(target: string): string {
  return target.replace(/[\s<>()|"\\^`{}]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

const HOST = /(?:[a-z][a-z0-9+.-]{1,20}:\/\/)?((?:[\p{L}\p{N}_-]{1,63}\.){1,8}[\p{L}][\p{L}\p{N}-]{1,62})/giu;

/** Whether every host that the label seems to name is the one the link leads to, or above it. */
function namesOnly(label: string, url: URL): boolean {
  for (const [, host] of visible(label).matchAll(HOST)) {
    if (host && !isSameHost(host, url.hostname) && !isFileName(host, url)) return false;
  }
  return true;
}

function isAddressed(label: string, url: URL): boolean {
  const address = url.pathname.toLowerCase();
  const named = visible(label).match(/[^\s@]+@[^\s@]+/g) ?? [];
  if (named.length > 0) return named.every((name) => name.toLowerCase() === address);
  const host = address.slice(address.indexOf("@") + 1);
  return [...visible(label).matchAll(HOST)].every(([, name]) => name && isSameHost(name, host));
}

function isSameHost(named: string, host: string): boolean {
  const name = URL.canParse(`http://${named}`) ? new URL(`http://${named}`).hostname : named.toLowerCase();
  const bare = name.replace(/^www\./, "");
  return host === name || host === bare || host.endsWith(`.${bare}`);
}

/** `[README.md](https://host/docs/README.md)`: the name of a file, not of a host. */
function isFileName(named: string, url: URL): boolean {
  const last = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
  return last !== "" && (last === named || last === encodeURIComponent(named));
}

/** A label as the eye reads it: compatibility forms folded, what is invisible or only marks emphasis gone. */
function visible(label: string): string {
  return label
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Cc}*_~`]/gu, "")
    .replace(/[。｡]/g, ".")
    .replace(/&(amp|lt|gt);/g, " ");
}
