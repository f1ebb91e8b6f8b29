import type { PlatformName } from "../../src/core/ids.ts";
import type { Kill } from "./scene.ts";

/** A kill while a picture is made and shown. */
export interface PicturePoint {
  id: string;
  what: string;
  kill(platform: PlatformName): Kill;
  /** The picture takes so long that whoever asked is shown that it is worked on. */
  slow?: boolean;
  only?: PlatformName;
}

const callback = "POST /interactions/:id/:token/callback";

function held(service: PlatformName, name: string, when: "before" | "after"): Kill {
  return { held: { service, name, fault: { kind: "hang", when } } };
}

/** Slack's picture is put into a message that stands: posted, uploaded in three steps, edited. */
export const picturePoints: readonly PicturePoint[] = [
  {
    id: "K07-image",
    what: "the image model is at work, and people are shown so",
    slow: true,
    kill: (platform) => held(platform, platform === "discord" ? callback : "response_url", "after"),
  },
  {
    id: "K09-image",
    what: "the picture is made, nothing shown",
    only: "discord",
    kill: (platform) => held(platform, callback, "before"),
  },
  {
    id: "K17-image",
    what: "the answer accepted, its reply unread",
    kill: (platform) => held(platform, platform === "discord" ? callback : "chat.postMessage", "after"),
  },
  {
    id: "K20-ticket",
    what: "the ticket for the upload given, its reply unread",
    only: "slack",
    kill: (platform) => held(platform, "files.getUploadURLExternal", "after"),
  },
  {
    id: "K20-completed",
    what: "the upload completed, the picture not in its message",
    only: "slack",
    kill: (platform) => held(platform, "files.completeUploadExternal", "after"),
  },
  {
    id: "K20-shown",
    what: "all is shown, nothing of it stored",
    kill: (platform) =>
      platform === "discord"
        ? held(platform, "GET /channels/:id/messages", "before")
        : held(platform, "chat.update", "after"),
  },
];
