import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

type Draw = (svg: string, zoom: number) => Uint8Array;

let loading: Promise<Draw> | undefined;

/** SVG as PNG, in DejaVu Sans alone, so that it looks the same on every machine. Loads what it takes at first use, once. */
export async function renderPng(svg: string, zoom: number): Promise<Uint8Array> {
  loading ??= load();
  return (await loading)(svg, zoom);
}

async function load(): Promise<Draw> {
  const file = (name: string) => readFile(fileURLToPath(import.meta.resolve(name)));
  const [{ initWasm, Resvg }, wasm, ...fontBuffers] = await Promise.all([
    import("@resvg/resvg-wasm"),
    file("@resvg/resvg-wasm/index_bg.wasm"),
    file("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
    file("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
  ]);
  await initWasm(wasm);
  return (svg, zoom) => {
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
