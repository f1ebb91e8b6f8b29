/** Something that happened, on its way to whoever may know of it. */
export interface Happening {
  /** `MESSAGE_CREATE` … */
  name: string;
  guildId?: string;
  /** Only those who see this channel learn of it. */
  channelId?: string;
  /** A member whose change this is: without the members intent an app hears of its own alone. */
  aboutUserId?: string;
  /** The event's `d` for the bot. */
  data: object;
  /** The same for an app that may not read content, where that differs. */
  withheld?: object;
}

export interface Hub {
  emit(happening: Happening): void;
  watch(listener: (happening: Happening) => void): Disposable;
}

export function createHub(): Hub {
  const listeners = new Set<(happening: Happening) => void>();
  return {
    emit(happening) {
      for (const listener of listeners) listener(happening);
    },
    watch(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => listeners.delete(listener) };
    },
  };
}
