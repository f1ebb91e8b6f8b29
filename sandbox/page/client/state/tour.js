import { signal } from "@preact/signals";

/** @typedef {{ id: string, title: string, how: string, channel: string, text: string, done: RegExp }} Step */

/** Three things to try, each known to be done by what the person did. @type {Step[]} */
const steps = [
  {
    id: "mention",
    title: "Mention @Parley in #general",
    how: "It answers in the channel on Discord, in a thread on Slack.",
    channel: "general",
    text: "@Parley hello! What can you do?",
    done: /^\w+ say [\s\S]*@parley/i,
  },
  {
    id: "stop",
    title: "Ask for a long answer, then press Stop",
    how: "The answer grows while you watch. Stop ends it where it is.",
    channel: "general",
    text: "@Parley a long answer, please",
    done: /^\w+ (?:stop|press .*\bstop\b)/i,
  },
  {
    id: "help",
    title: "Type /help",
    how: "Hints show as you type. You alone see the answer.",
    channel: "general",
    text: "/help",
    done: /^\w+ slash \/?help/,
  },
];

const key = "sandbox-tour";

/** What a first visit shows, until it is put away; remembered by this browser. */
export function createTour() {
  const kept = read();
  const done = signal(new Set(/** @type {string[]} */ (kept.done)));
  const open = signal(!kept.hidden);
  const write = () =>
    localStorage.setItem(key, JSON.stringify({ done: [...done.value], hidden: !open.value }));
  return {
    steps,
    done,
    open,
    /** @param {boolean} shown */
    show(shown) {
      open.value = shown;
      write();
    },
    /** @param {string} what a person just did */
    did(what) {
      const fresh = steps.filter((step) => step.done.test(what) && !done.value.has(step.id));
      if (fresh.length === 0) return;
      done.value = new Set([...done.value, ...fresh.map((step) => step.id)]);
      write();
    },
  };
}

/** @returns {{ done: string[], hidden: boolean }} */
function read() {
  try {
    const { done = [], hidden = false } = JSON.parse(localStorage.getItem(key) ?? "{}");
    return { done, hidden };
  } catch {
    return { done: [], hidden: false };
  }
}
