/**
 * Named points on the way of an event, after the names of the crash tests: they kill the process there.
 * Outside tests it does nothing.
 */
export type Probe = (point: ProbePoint) => void;

/**
 * - `received`: the event is in hand, nothing stored. `accepted`: stored, the platform not told yet.
 * - `acknowledged`: the platform was told. `claimed`: about to work. `asked`: the model was asked.
 * - `streaming`: text is visible, more to come. `complete`: the model has finished, nothing stored of that.
 * - `delivering`: about to write the final text. `posted`: a post was accepted, its id not stored.
 * - `between-parts`: one message of several stands. `edited`: an edit was made. `delivered`: all stands, not stored.
 */
export type ProbePoint =
  | "received"
  | "accepted"
  | "acknowledged"
  | "claimed"
  | "asked"
  | "streaming"
  | "complete"
  | "delivering"
  | "posted"
  | "between-parts"
  | "edited"
  | "delivered";

export const noProbe: Probe = () => {};
