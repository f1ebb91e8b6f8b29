/** Stands before an action's name in a button's `action_id`. */
export const ACTION_PREFIX = "parley:";
/** Stands before a command's name in a message shortcut's `callback_id`. */
export const SHORTCUT_PREFIX = "parley:command:";
/** The slash command that takes every other as words, also those whose names Slack keeps to itself. */
export const UMBRELLA = "parley";
