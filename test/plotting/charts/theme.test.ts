import { colors, guide } from "../../../src/plotting/charts/theme";
import { inkOfPages } from "../../../src/plotting/rendering";

type Linear = readonly [number, number, number];

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
const linear = (color: string): Linear =>
  [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as unknown as Linear;

const dot = (a: Linear, b: Linear) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const luminance = (color: string) => dot(linear(color), [0.2126, 0.7152, 0.0722]);

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009). */
const seenWithout: Record<string, readonly [Linear, Linear, Linear]> = {
  red: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  green: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  blue: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIELAB, in which distances are about as large as they look. */
function lab(color: Linear): Linear {
  const [x, y, z] = [
    dot(color, [0.4124, 0.3576, 0.1805]) / 0.9505,
    dot(color, [0.2126, 0.7152, 0.0722]),
    dot(color, [0.0193, 0.1192, 0.9505]) / 1.089,
  ].map((value) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)) as unknown as Linear;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (a: Linear, b: Linear) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

describe("each colour of a chart, and of text in pictures", () => {
  test.each([...colors, guide, inkOfPages])(
    "%s has a contrast of 3 on white and on JupyterLab's dark page",
    (color) => {
      expect(contrast(color, "#ffffff")).toBeGreaterThanOrEqual(3);
      expect(contrast(color, "#111111")).toBeGreaterThanOrEqual(3);
    },
  );

  test.each(Object.keys(seenWithout))("differs from all others where no %s is seen", (missing) => {
    const seen = colors.map((color) => {
      const [r, g, b] = seenWithout[missing] as readonly [Linear, Linear, Linear];
      const own = linear(color);
      return lab([r, g, b].map((row) => Math.min(1, Math.max(0, dot(row, own)))) as unknown as Linear);
    });
    const distances = seen.flatMap((one, index) => seen.slice(0, index).map((other) => distance(one, other)));
    // Distances of 2 are just seen side by side.
    expect(Math.min(...distances)).toBeGreaterThan(10);
  });
});
