import type { Inbound, Place } from "../../core/inbound.ts";

export interface InHand {
  /** While an event is being taken in. */
  hold(event: Inbound): Disposable;
  /** The `ts` of the oldest message that is being taken in here. */
  oldest(place: Place): string | undefined;
}

/** Which messages are being taken in, so that a thread's backlog does not count them as past already. */
export function createInHand(): InHand {
  const held = new Map<string, string[]>();
  const keyOf = (place: Place) => `${place.channel} ${place.thread ?? ""}`;
  return {
    hold(event) {
      if (event.kind !== "message" && event.kind !== "command") return { [Symbol.dispose]() {} };
      const key = keyOf(event.place);
      const ts = event.kind === "message" ? event.id : (event.reply.id.split(":")[1] ?? "");
      const list = held.get(key) ?? [];
      held.set(key, list);
      list.push(ts);
      return {
        [Symbol.dispose]() {
          list.splice(list.indexOf(ts), 1);
          if (list.length === 0 && held.get(key) === list) held.delete(key);
        },
      };
    },
    oldest: (place) => held.get(keyOf(place))?.toSorted()[0],
  };
}
