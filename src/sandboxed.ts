type Variables = Record<string, string | undefined>;

const ofModels = /^(OPENAI|ANTHROPIC)_|^PARLEY_(CHAT|IMAGE)_MODEL$/;

/**
 * The variables Parley runs on in its sandbox: the operator's own, with platforms that are the sandbox's.
 * The demo model answers only where no model's key is given.
 */
export function sandboxed(own: Variables, sandbox: Variables): Variables {
  const ownModel = Boolean(own.OPENAI_API_KEY?.trim() || own.ANTHROPIC_API_KEY?.trim());
  const given = Object.entries(sandbox).filter(([name]) => !(ownModel && ofModels.test(name)));
  // the sandbox holds the port; Parley's own server takes a free one
  return { ...own, ...Object.fromEntries(given), PORT: "0" };
}
