import { test } from "node:test";
import { openScene } from "./scene.ts";
for (const p of ["discord", "slack"] as const)
test(`setup ${p}`, async () => {
  await using s = await openScene(p);
  console.log(p, Object.keys(s.at), s.invitations);
  for (let i = 0; i < 20; i++) { const t = performance.now(); await s.snapshot.restore("shared"); const u = performance.now(); await s.snapshot.changed(); if (i > 17) console.log("restore", u - t, "sums", performance.now() - u); }
});
