import type { DrawBranches } from "../core/branch-picture.ts";
import { type Log, logged } from "../core/log.ts";
import { branchAlt } from "./branch-alt.ts";
import { drawSvg } from "./branch-svg.ts";
import { renderPng } from "./png.ts";

/** Sharp on screens of twice the usual density. */
const zoom = 2;

export function createBranchPicture({ log }: { log: Log }): DrawBranches {
  return async (graph) => {
    try {
      const bytes = await renderPng(drawSvg(graph), zoom);
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
