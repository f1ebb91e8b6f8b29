import { type Logger, LogLevel } from "@slack/web-api";

/**
 * Slack's libraries log request bodies, answers and whatever people wrote. Parley logs what happens itself, in
 * constant words, so they are given nothing to write to.
 */
export const mutedLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
