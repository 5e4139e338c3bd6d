/** Marks that tell lines of one chart apart: colours, and for those who do not tell colours apart, shapes or dashes. */
import { colors } from "./theme";

/** Of points. */
const shapes = [
  ...["circle", "square", "cross", "diamond"],
  ...["triangle-up", "triangle-down", "triangle-right", "triangle-left"],
];
/** Lengths of what is drawn and of what is left out. */
const dashes = [
  ...[
    [1, 0],
    [6, 3],
    [2, 2],
    [8, 3, 2, 3],
  ],
  ...[
    [12, 4],
    [4, 4, 1, 4],
    [1, 4],
    [14, 3, 5, 3],
  ],
];

/** The ranges of Vega-Lite's scales for so many names: up to 64 pairs of a colour and a shape, or dash, differ. */
export function marksOf(count: number): { color: string[]; shape: string[]; strokeDash: number[][] } {
  const indices = Array.from({ length: count }, (_, index) => index);
  // The second time round each colour has the next shape.
  const pick = <Of>(list: readonly Of[]) =>
    indices.map((index) => list[(index + Math.floor(index / colors.length)) % list.length] as Of);
  return {
    color: indices.map((index) => colors[index % colors.length] as string),
    shape: pick(shapes),
    strokeDash: pick(dashes),
  };
}
