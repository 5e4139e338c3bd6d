import { Resvg } from "@resvg/resvg-js";
import { encodeDrawing, encodePng } from "../../../src/plotting/rendering/png";

/** Red, green and blue of every pixel, as resvg reads the file. */
function decoded(png: Buffer): number[] {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const source = `data:image/png;base64,${png.toString("base64")}`;
  const image = `<image width="${width}" height="${height}" href="${source}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${image}</svg>`;
  return Array.from(new Resvg(svg).render().pixels).filter((_, index) => index % 4 !== 3);
}

test("grey and coloured pixels come back as they were", () => {
  const grey = encodePng({ width: 2, height: 2, channels: 1, data: Uint8Array.of(0, 100, 200, 255) });
  expect(decoded(grey)).toEqual([0, 0, 0, 100, 100, 100, 200, 200, 200, 255, 255, 255]);
  const colours = encodePng({ width: 1, height: 2, channels: 3, data: Uint8Array.of(255, 0, 10, 1, 2, 3) });
  expect(decoded(colours)).toEqual([255, 0, 10, 1, 2, 3]);
});

test.each([
  ["few colours", 4],
  ["256 colours", 256],
  ["more than 256 colours that look different", 900],
])("a drawing of %s comes back as it was", (_, count) => {
  const width = 30;
  const pixels = Array.from({ length: 900 }, (_, pixel) => [
    8 * ((pixel % count) % 30),
    8 * Math.floor((pixel % count) / 30),
    7,
  ]);
  const rgba = Uint8Array.from(pixels.flatMap((rgb) => [...rgb, 255]));
  expect(decoded(encodeDrawing(rgba, { width, height: 30 }))).toEqual(pixels.flat());
});

test("a drawing of almost only few colours gives the others the nearest", () => {
  const [width, height] = [400, 400];
  const grey = (pixel: number) => (pixel < 300 ? pixel : 0);
  const rgba = new Uint8Array(4 * width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    // 256 greys, and 44 shades of red beside them.
    const value = grey(pixel);
    rgba.set(value < 256 ? [value, value, value] : [value - 200, value - 201, value - 201], 4 * pixel);
  }
  const pixels = decoded(encodeDrawing(rgba, { width, height }));
  const farthest = pixels.reduce((most, part, index) => {
    const expected = rgba[4 * Math.floor(index / 3) + (index % 3)] as number;
    return Math.max(most, Math.abs(part - expected));
  }, 0);
  expect(farthest).toBe(1);
});

test("a gradient of more than 256 colours becomes one of 256, which looks the same", () => {
  const width = 1000;
  const rgba = Uint8Array.from({ length: 4 * width * 10 }, (_, at) => {
    const step = Math.floor(at / 4) % width;
    return [step / 4, 255 - step / 5, 200, 255][at % 4] as number;
  });
  const png = encodeDrawing(rgba, { width, height: 10 });
  const expected = rgba.filter((_, index) => index % 4 !== 3);
  expect(png[25]).toBe(3);
  expect(
    Math.max(...decoded(png).map((part, index) => Math.abs(part - (expected[index] as number)))),
  ).toBeLessThan(7);
});

test("a drawing of few colours is a small file", () => {
  const rgba = new Uint8Array(4 * 500 * 500).fill(255);
  expect(encodeDrawing(rgba, { width: 500, height: 500 }).length).toBeLessThan(1000);
});

test("the ground shows through a drawing: as opaque as it was, in its own colour, in the steps that are asked for", () => {
  // Nothing, half of a red, and all of it, each multiplied by how opaque it is.
  const rgba = Uint8Array.of(0, 0, 0, 0, 100, 0, 0, 128, 200, 0, 0, 255);
  const opacities = (png: Buffer) => {
    const source = `data:image/png;base64,${png.toString("base64")}`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="3" height="1"><image width="3" height="1" href="${source}"/></svg>`;
    return Array.from(new Resvg(svg).render().pixels);
  };
  const size = { width: 3, height: 1 };
  expect(opacities(encodeDrawing(rgba, size))).toEqual([...rgba]);
  const [, , , none, , , , half, , , , all] = opacities(encodeDrawing(rgba, size, { opacities: 3 }));
  expect([none, half, all]).toEqual([0, 170, 255]);
});
