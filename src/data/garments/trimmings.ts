/** Closures and trimmings of garments for the upper body: collars, buttons, ribbing, pockets, prints. */
import type { SeededRandom } from "../../engine";
import type { Canvas } from "./canvas";
import { type Cut, middle, side } from "./cut";
import { darker, type Fabric } from "./fabric";

export function drawCollar(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const { neckHalf, shoulderY } = cut;
  const shade = darker(fabric, random.between(60, 120));
  const drop = random.between(2.2, 3.8);
  for (const hand of [-1, 1]) {
    canvas.fill(
      [
        side(neckHalf, shoulderY - 1.2, hand),
        side(neckHalf + 0.9, shoulderY + 0.6, hand),
        side(neckHalf * 0.6, shoulderY + drop + 0.6, hand),
        [middle, shoulderY + drop * 0.6],
      ],
      shade,
    );
  }
}

export function drawLapels(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const { neckHalf, shoulderY } = cut;
  const depth = random.between(6, 12);
  const shade = darker(fabric, random.between(60, 120));
  for (const hand of [-1, 1]) {
    canvas.fill(
      [
        side(neckHalf, shoulderY - 1, hand),
        side(neckHalf + 1.6, shoulderY + depth * 0.4, hand),
        [middle, shoulderY + depth],
        side(0.8, shoulderY + 2.4, hand),
      ],
      shade,
    );
  }
}

export function drawHighNeck(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const { neckHalf, shoulderY, neckDepth } = cut;
  const top = Math.max(0.4, shoulderY - random.between(1.4, 2.6));
  const half = neckHalf * random.between(0.8, 1.05);
  canvas.fill(
    [
      side(half, top, -1),
      side(half, top, 1),
      side(neckHalf, shoulderY + neckDepth, 1),
      side(neckHalf, shoulderY + neckDepth, -1),
    ],
    darker(fabric, random.between(-4, 30)),
  );
}

export function drawClosure(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const x = middle + random.between(-0.9, 0.9);
  const shade = darker(fabric, random.between(70, 130));
  canvas.stroke(
    [
      [x, cut.shoulderY + cut.neckDepth],
      [x + random.between(-0.4, 0.4), cut.hemY],
    ],
    random.between(0.8, 1.6),
    shade,
  );
}

export function drawRibbing(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const shade = darker(fabric, random.between(55, 110));
  const y = cut.hemY - random.between(1, 2);
  const half = cut.hemHalf + 0.1;
  canvas.fill(
    [side(half, y, -1), side(half, y, 1), side(half, cut.hemY, 1), side(half, cut.hemY, -1)],
    shade,
  );
}

export function drawBand(
  canvas: Canvas,
  cut: Cut,
  fabric: Fabric,
  random: SeededRandom,
  y: number,
  height: number,
): void {
  const half = cut.waistHalf + 0.2;
  const shade = darker(fabric, random.between(20, 90));
  canvas.stroke([side(half, y, -1), side(half, y, 1)], height, shade);
}

export function drawPockets(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const y = random.between(15, 19);
  const shade = darker(fabric, random.between(60, 120));
  for (const hand of [-1, 1]) {
    canvas.stroke(
      [side(cut.waistHalf * 0.45, y, hand), side(cut.waistHalf * 0.85, y + 0.8, hand)],
      0.8,
      shade,
    );
  }
}

export function drawPrint(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const half = cut.waistHalf * random.between(0.25, 0.65);
  const y = cut.shoulderY + random.between(5, 8);
  const height = random.between(2, 8);
  const shade = darker(fabric, random.between(30, 150));
  canvas.fill(
    [side(half, y, -1), side(half, y, 1), side(half, y + height, 1), side(half, y + height, -1)],
    shade,
    random.between(0.4, 1),
  );
}
