import type { Json } from "./message.ts";

/** A registered application command. */
export interface Command extends Json {
  id: string;
  application_id: string;
  guild_id?: string;
  /** 1 slash, 2 user menu, 3 message menu. */
  type: 1 | 2 | 3;
  name: string;
  description: string;
  options?: CommandOption[];
  version: string;
}

export interface CommandOption extends Json {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: { name: string; value: string | number }[];
  options?: CommandOption[];
}

/** What the person who acted sees of it. */
export type InteractionState =
  | { kind: "waiting" }
  /** Discord's own red line; `text` is what the client shows. */
  | { kind: "failed"; text: string }
  /** "… is thinking". */
  | { kind: "deferred"; ephemeral: boolean }
  | { kind: "replied"; ephemeral: boolean }
  /** A component: acknowledged without a change, or its message changed. */
  | { kind: "acknowledged" }
  | { kind: "updated" }
  | { kind: "modal"; customId: string; title: string; components: Json[] }
  | { kind: "choices"; choices: Json[] };

/** One use of a command, component or modal, and what became of it. */
export interface Interaction {
  id: string;
  token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  type: 2 | 3 | 4 | 5;
  userId: string;
  channelId: string;
  guildId?: string;
  /** Milliseconds since the Unix epoch. */
  createdAt: number;
  data: Json;
  /** The message whose component was used. */
  sourceMessageId?: string;
  /** The command or component that a modal was the answer to. */
  opener?: Interaction;
  state: InteractionState;
  /** Whether the application answered at all: a second first answer is refused. */
  answered: boolean;
  /** The message `@original` stands for. */
  originalId?: string;
  followUpIds: string[];
  /** Resolves when the state is no longer `waiting`. */
  settled: Promise<Interaction>;
  onSettled(interaction: Interaction): void;
}
