/** The cut of a garment for the upper body: its measures, and the points that they give. */
import type { SeededRandom } from "../../engine";
import { curve, type Point } from "./canvas";

/** The middle of the canvas. */
export const middle = 14;

/** The measures of a top, in pixels; halves are from the middle to one side. */
export interface Cut {
  shoulderY: number;
  shoulderHalf: number;
  neckHalf: number;
  neckDepth: number;
  neck: "round" | "v";
  chestHalf: number;
  waistHalf: number;
  hemHalf: number;
  hemY: number;
  /** 0 is sleeveless, 1 reaches the hem. */
  sleeve: number;
  sleeveWidth: number;
  /** How far the sleeve's end stands off the shoulder. */
  spread: number;
}

/** The cut that T-shirts, shirts, pullovers and coats share; each of them varies in every measure. */
export function upperCut(random: SeededRandom): Cut {
  const chestHalf = random.between(5, 7.2);
  return {
    shoulderY: random.between(1.4, 3.6),
    shoulderHalf: chestHalf + random.between(0, 1.2),
    neckHalf: random.between(2.2, 3.8),
    neckDepth: random.between(1, 2.8),
    neck: random.chance(0.25) ? "v" : "round",
    chestHalf,
    waistHalf: chestHalf - random.between(-0.2, 0.9),
    hemHalf: chestHalf + random.between(-0.6, 0.9),
    hemY: random.between(24.6, 27.2),
    sleeve: 0,
    sleeveWidth: random.between(3.2, 5),
    spread: 0,
  };
}

export function longSleeved(random: SeededRandom): Cut {
  const cut = upperCut(random);
  const chestHalf = cut.chestHalf - random.between(0, 0.8);
  return { ...cut, chestHalf, sleeve: random.between(0.8, 1.04), spread: random.between(1.6, 4.4) };
}

/** From the left of the neck to its right. */
export function neckline({ neckHalf, neckDepth, neck, shoulderY }: Cut): Point[] {
  const left = side(neckHalf, shoulderY - 0.8, -1);
  const right = side(neckHalf, shoulderY - 0.8, 1);
  if (neck === "v") return [left, [middle, shoulderY + neckDepth * 1.8], right];
  return [left, ...curve(left, [middle, shoulderY + neckDepth * 2 - 0.4], right)];
}

export function armpitY({ shoulderY }: Cut): number {
  return shoulderY + 6.5;
}

/** The point at a distance from the middle, to the left (-1) or the right (1). */
export function side(half: number, y: number, hand: number): Point {
  return [middle + hand * half, y];
}

export function mirrored(points: readonly Point[]): Point[] {
  return points.map(([x, y]): Point => [2 * middle - x, y]).reverse();
}
