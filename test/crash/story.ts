import type { PlatformName } from "../../src/core/ids.ts";
import type { Kill, Scene } from "./scene.ts";

/** Something people do that a kill interrupts, and how it is to look when Parley is back. */
export interface Story {
  /** After the kill point of the fault catalogue. */
  id: string;
  what: string;
  /** Where the point exists; absent: on both. */
  only?: PlatformName;
  kill(platform: PlatformName): Kill;
  /** One telling of it. `word` occurs in everything said in it, and nowhere else. */
  tell(scene: Scene, word: string): Telling;
}

export interface Telling {
  /** What has to be there before; Parley runs. */
  prepare(): Promise<void>;
  act(): Promise<void> | void;
  /** Whether people see the end of it. */
  finished(): boolean;
  /** Parley is stopped. Fails where something is lost, doubled or left hanging. */
  judge(): Promise<void> | void;
  /** The same as people see it, long after. */
  stillStands(): void;
}
