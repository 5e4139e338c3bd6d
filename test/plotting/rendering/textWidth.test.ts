import { Resvg } from "@resvg/resvg-js";
import { fontFamily, textWidth } from "../../../src/plotting/rendering";

const fontFiles = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((name) =>
  require.resolve(`dejavu-fonts-ttf/ttf/${name}`),
);

/** From the first pixel of the text to the last. */
function inkWidth(text: string, weight: string): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="100"><text x="10" y="60" font-size="40" font-weight="${weight}" font-family="${fontFamily}">${text}</text></svg>`;
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: fontFamily };
  return new Resvg(svg, { font }).getBBox()?.width ?? 0;
}

test.each([
  ["validation accuracy", false],
  ["Confusion 0123456789 %", false],
  ["iiiiillll.,;", false],
  ["WWMM@@", true],
  ["best 0.9613", true],
])("the width of %p (bold: %p) is what it takes in DejaVu Sans, within a letter's edges", (text, isBold) => {
  const drawn = inkWidth(text, isBold ? "bold" : "normal");
  expect(Math.abs(textWidth(text, { size: 40, isBold }) - drawn)).toBeLessThan(10);
});

test("Chinese takes a square for each letter, other alphabets an average", () => {
  expect(textWidth("训练", { size: 10 })).toBe(20);
  expect(textWidth("Ж", { size: 10 })).toBe(6.5);
});
