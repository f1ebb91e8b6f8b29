/** Slack's names for the emoji people use most here. */
const names = {
  thumbsup: "👍",
  "+1": "👍",
  thumbsdown: "👎",
  "-1": "👎",
  white_check_mark: "✅",
  heavy_check_mark: "✔️",
  x: "❌",
  heart: "❤️",
  joy: "😂",
  smile: "😄",
  slightly_smiling_face: "🙂",
  tada: "🎉",
  eyes: "👀",
  rocket: "🚀",
  fire: "🔥",
  pray: "🙏",
  wave: "👋",
  thinking_face: "🤔",
  warning: "⚠️",
  bulb: "💡",
  hourglass_flowing_sand: "⏳",
  octagonal_sign: "🛑",
  arrows_counterclockwise: "🔄",
  robot_face: "🤖",
  speech_balloon: "💬",
  memo: "📝",
  mag: "🔍",
  lock: "🔒",
  link: "🔗",
  star: "⭐",
  question: "❓",
  exclamation: "❗",
  clap: "👏",
  raised_hands: "🙌",
  ok_hand: "👌",
  100: "💯",
};

/** @param {string} name */
export function emojiOf(name) {
  return Object.hasOwn(names, name) ? names[/** @type {keyof typeof names} */ (name)] : undefined;
}

/** What the page offers as a quick reaction: Discord takes the emoji, Slack its name. */
export const quickReactions = [
  { emoji: "👍", name: "thumbsup" },
  { emoji: "❤️", name: "heart" },
  { emoji: "😂", name: "joy" },
  { emoji: "🎉", name: "tada" },
  { emoji: "👀", name: "eyes" },
  { emoji: "✅", name: "white_check_mark" },
];
