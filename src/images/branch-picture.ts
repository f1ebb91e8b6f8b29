import type { DrawBranches } from "../core/branch-picture.ts";
import { type Log, logged } from "../core/log.ts";
import { branchAlt } from "./branch-alt.ts";
import { drawSvg } from "./branch-svg.ts";
import type { Png } from "./png.ts";

/** Sharp on screens of twice the usual density. */
const zoom = 2;

export function createBranchPicture({ log, png }: { log: Log; png: Png }): DrawBranches {
  return async (graph) => {
    try {
      const bytes = await png.render(drawSvg(graph), zoom);
      return {
        name: "branches.png",
        mime: "image/png",
        bytes,
        description: branchAlt(graph),
        illustrates: true,
      };
    } catch (error) {
      log.warn(logged(error), "the picture of the branches could not be drawn");
      return undefined;
    }
  };
}
