import type { FigureId, Figures } from "./figures.ts";

/** A ratio of Parley on PostgreSQL to a peer, and the bound it is to keep. */
interface Goal {
  figure: FigureId;
  against: "bare" | "chat-sdk";
  bound: { most: number } | { least: number };
}

const goals: readonly Goal[] = [
  { figure: "modelP50", against: "bare", bound: { most: 2.5 } },
  { figure: "modelP50", against: "chat-sdk", bound: { most: 0.6 } },
  { figure: "finalP50", against: "bare", bound: { most: 1.2 } },
  { figure: "turnsPerSecond", against: "chat-sdk", bound: { least: 1 } },
  { figure: "cpu", against: "chat-sdk", bound: { most: 1 } },
];

export interface Verdict {
  goal: string;
  ratio: number;
  met: boolean;
}

export function judge(parley: Figures, peers: { bare: Figures; "chat-sdk"?: Figures }): Verdict[] {
  return goals.flatMap(({ figure, against, bound }) => {
    const peer = peers[against];
    if (!peer) return [];
    const ratio = parley[figure] / peer[figure];
    const met = "most" in bound ? ratio <= bound.most : ratio >= bound.least;
    const limit = "most" in bound ? `≤ ${bound.most}` : `≥ ${bound.least}`;
    return [{ goal: `${figure} ${limit}x ${against}`, ratio, met }];
  });
}
