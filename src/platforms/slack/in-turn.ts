/**
 * Work on one thing at a time, where only the newest matters: what is overtaken while it waits is never done, and
 * whoever asked for it gets what came of the newest.
 */
export interface InTurn<Result> {
  run(key: string, work: () => Promise<Result>): Promise<Result>;
}

interface Lane<Result> {
  running: Promise<unknown>;
  next: { work: () => Promise<Result>; done: Promise<Result> } | undefined;
}

export function createInTurn<Result>(): InTurn<Result> {
  const lanes = new Map<string, Lane<Result>>();
  return {
    run(key, work) {
      const lane = lanes.get(key);
      if (!lane) {
        const opened: Lane<Result> = { running: Promise.resolve(), next: undefined };
        lanes.set(key, opened);
        return begin(key, opened, work());
      }
      if (lane.next) {
        lane.next.work = work;
        return lane.next.done;
      }
      const next = { work, done: Promise.resolve() as unknown as Promise<Result> };
      next.done = lane.running.then(() => {
        lane.next = undefined;
        return begin(key, lane, next.work());
      });
      lane.next = next;
      return next.done;
    },
  };

  function begin(key: string, lane: Lane<Result>, running: Promise<Result>): Promise<Result> {
    const settled = running.then(
      () => {},
      () => {},
    );
    lane.running = settled;
    void settled.then(() => {
      if (!lane.next && lane.running === settled) lanes.delete(key);
    });
    return running;
  }
}
