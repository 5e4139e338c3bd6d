/** The ten garments of Fashion-MNIST as drawings, one function a class. No two drawings are alike. */

import type { SeededRandom } from "../../engine";
import { Canvas, curve, type Point } from "./canvas";
import { against, chooseFabric, toned } from "./fabric";
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
  const roughness = random.between(2, 9);
  return canvas.toBytes(() => roughness * random.normal());
}

/** How a garment lies: a little larger or smaller, shifted, leaning, and wider on one side. */
function choosePose(random: SeededRandom): (point: Point) => Point {
  const wide = random.between(0.88, 1.06);
  const high = random.between(0.94, 1.02);
  const right = random.between(-1, 1);
  const down = random.between(-0.6, 0.6);
  const lean = random.between(-0.05, 0.05);
  const skew = random.between(-0.06, 0.06);
  return ([x, y]) => [
    14 + (x - 14) * (wide + (x > 14 ? skew : -skew)) + lean * (y - 14) + right,
    14 + (y - 14) * high + down,
  ];
}

function drawTrouser(canvas: Canvas, random: SeededRandom): void {
  const fabric = chooseFabric(random, 30, 235, { pinstripes: 0.08, checks: 0.05, mottle: 0.15 });
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
      fabric.shade,
    );
  }
  const band = toned(fabric, against(fabric, random.between(5, 60))).shade;
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
  const leather = chooseFabric(random, 35, 245, { checks: 0.08, stripes: 0.06, mottle: 0.2 });
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
      leather.shade,
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
    leather.shade,
  );
  const trim = toned(leather, against(leather, random.between(15, 80))).shade;
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
