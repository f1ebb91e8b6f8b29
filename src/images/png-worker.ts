import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";

/**
 * What the worker is asked for; it answers with the bytes. Whatever goes wrong ends it, since WebAssembly that has
 * failed once is not to be relied on again.
 */
export interface Drawing {
  svg: string;
  zoom: number;
}

/** SVG as PNG, in DejaVu Sans alone, so that it looks the same on every machine. */
async function load(): Promise<(drawing: Drawing) => Uint8Array> {
  const file = (name: string) => readFile(fileURLToPath(import.meta.resolve(name)));
  const [{ initWasm, Resvg }, wasm, ...fontBuffers] = await Promise.all([
    import("@resvg/resvg-wasm"),
    file("@resvg/resvg-wasm/index_bg.wasm"),
    file("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
    file("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
  ]);
  await initWasm(wasm);
  return ({ svg, zoom }) => {
    const font = { fontBuffers, defaultFontFamily: "DejaVu Sans" };
    const drawing = new Resvg(svg, { font, fitTo: { mode: "zoom", value: zoom } });
    try {
      const image = drawing.render();
      try {
        return image.asPng();
      } finally {
        image.free();
      }
    } finally {
      drawing.free();
    }
  };
}

const loading = load();
parentPort?.on("message", async (drawing: Drawing) => {
  parentPort?.postMessage((await loading)(drawing));
});
