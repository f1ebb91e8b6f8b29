/** The platform's side of one subject. */
export interface PlatformStub {
  /** What the subject is told through its environment. */
  readonly environment: Record<string, string>;
  /** The subject is up: events go there. Resolves when they can. */
  connect(subjectOrigin: string | undefined): Promise<void>;
  /** Sends one person's message to the bot, into the channel of this number. */
  say(channel: number, text: string): void;
  /** Calls that the subject made so far, by name. */
  readonly calls: ReadonlyMap<string, number>;
}

/** So many that no conversation grows long and no platform's order holds anything up. */
export const channels = 256;
