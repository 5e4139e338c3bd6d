/** The ten garments of Fashion-MNIST as drawings, one function a class. No two drawings are alike. */

import type { SeededRandom } from "../../engine";
import { Canvas, curve, type Point } from "./canvas";
import { chooseFabric, darker } from "./fabric";
import { drawAnkleBoot, drawSandal, drawSneaker } from "./footwear";
import { drawCoat, drawDress, drawPullover, drawShirt, drawTShirt } from "./tops";

/** In the order of the labels. */
const drawings: readonly ((canvas: Canvas, random: SeededRandom) => void)[] = [
  drawTShirt,
  drawTrouser,
  drawPullover,
  drawDress,
  drawCoat,
  drawSandal,
  drawShirt,
  drawSneaker,
  drawBag,
  drawAnkleBoot,
];

/**
 * Draws a garment of class `label`.
 *
 * @returns 28×28 bytes, 0 where there is no garment
 */
export function drawGarment(label: number, random: SeededRandom): Uint8Array {
  const canvas = new Canvas(choosePose(random));
  drawings[label]?.(canvas, random);
  const light = chooseLight(random);
  const grain = random.between(0.02, 0.2);
  return canvas.toBytes((grey, x, y) => grey * light(x, y) * (1 + grain * random.normal()));
}

/** How a garment lies: smaller or larger, shifted, turned, and wider on one side. */
function choosePose(random: SeededRandom): (point: Point) => Point {
  const high = random.between(0.9, 1.15);
  const wide = high * random.between(0.9, 1.1);
  const right = random.between(-5, 5);
  const down = random.between(-4, 4);
  const skew = random.between(-0.08, 0.08);
  // A rotation as a rational point of the circle: exact arithmetic, the same on every platform.
  const turn = random.between(-0.2, 0.2);
  const cosine = (1 - turn * turn) / (1 + turn * turn);
  const sine = (2 * turn) / (1 + turn * turn);
  return ([x, y]) => {
    const u = (x - 14) * (wide + (x > 14 ? skew : -skew));
    const v = (y - 14) * high;
    return [14 + u * cosine - v * sine + right, 14 + u * sine + v * cosine + down];
  };
}

/** The part of the light that reaches each pixel: on some pictures a shadow lies across the garment. */
function chooseLight(random: SeededRandom): (x: number, y: number) => number {
  if (random.chance(0.65)) return () => 1;
  const slope = random.between(-1.5, 1.5);
  const x0 = random.between(8, 20);
  const y0 = random.between(8, 20);
  const below = random.chance(0.5) ? 1 : -1;
  const dim = random.between(0.5, 0.85);
  return (x, y) => ((y - y0 - slope * (x - x0)) * below > 0 ? dim : 1);
}

function drawTrouser(canvas: Canvas, random: SeededRandom): void {
  const fabric = chooseFabric(random);
  const waist = random.between(3.2, 4.8);
  const hip = waist + random.between(0.3, 1.2);
  const crotchY = random.between(8, 11.5);
  const footY = random.between(25.5, 27.5);
  const apart = random.between(0.4, 2.4);
  const leg = random.between(2.2, 4.2);
  for (const hand of [-1, 1]) {
    const at = (half: number, y: number): Point => [14 + hand * half, y];
    canvas.fill(
      [
        at(-0.2, 1),
        at(waist, 1),
        ...curve(at(waist, 1), at(hip, 5), at(hip, crotchY)),
        at(apart + leg, footY),
        at(apart, footY),
        at(0.15, crotchY),
        at(-0.2, crotchY),
      ],
      fabric,
    );
  }
  const band = darker(fabric, random.between(5, 60));
  if (random.chance(0.6))
    canvas.stroke(
      [
        [14 - waist, 1.6],
        [14 + waist, 1.6],
      ],
      1.2,
      band,
    );
  if (random.chance(0.4))
    canvas.stroke(
      [
        [14, 2],
        [14, crotchY],
      ],
      0.6,
      band,
    );
}

function drawBag(canvas: Canvas, random: SeededRandom): void {
  const leather = chooseFabric(random);
  const topHalf = random.between(7.5, 12.5);
  const bottomHalf = Math.min(13, topHalf + random.between(-1.5, 2));
  const hasHandle = random.chance(0.8);
  const topY = hasHandle ? random.between(8, 14) : random.between(5, 11);
  const bottomY = random.between(21.5, 26.5);
  if (hasHandle) {
    const half = topHalf * random.between(0.35, 0.85);
    const peakY = topY - random.between(5, 16);
    const from: Point = [14 - half, topY + 1];
    canvas.stroke(
      [from, ...curve(from, [14, Math.max(-5, peakY - 3)], [14 + half, topY + 1], 10)],
      random.between(0.9, 2),
      leather,
    );
  }
  const corner: Point = [14 + bottomHalf, bottomY];
  canvas.fill(
    [
      [14 - topHalf, topY],
      [14 + topHalf, topY],
      ...curve([14 + topHalf, topY], [14 + bottomHalf + 0.5, (topY + bottomY) / 2], corner),
      ...curve(corner, [14, bottomY + random.between(-0.5, 1.4)], [14 - bottomHalf, bottomY]),
    ],
    leather,
  );
  const trim = darker(leather, random.between(15, 80));
  if (random.chance(0.5)) {
    const flapY = topY + random.between(2, 7);
    canvas.stroke(
      [
        [14 - topHalf, topY + 1],
        [14 - topHalf * 0.5, flapY],
        [14 + topHalf * 0.5, flapY],
        [14 + topHalf, topY + 1],
      ],
      0.8,
      trim,
    );
  }
  if (random.chance(0.4))
    canvas.stroke(
      [
        [13, topY + 3],
        [15, topY + 3],
      ],
      random.between(1, 2.4),
      trim,
    );
}
