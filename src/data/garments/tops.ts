/** Garments for the upper body, and the dress: a torso, two sleeves, a neckline, and what closes or trims them. */

import type { SeededRandom } from "../../engine";
import { type Canvas, curve, type Point } from "./canvas";
import { against, chooseFabric, type Fabric, toned } from "./fabric";

/** The middle of the canvas. */
const middle = 14;

/** The measures of a top, in pixels; halves are from the middle to one side. */
interface Cut {
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

export function drawTShirt(canvas: Canvas, random: SeededRandom): void {
  const fabric = chooseFabric(random, 35, 250, { stripes: 0.16, pinstripes: 0.03, mottle: 0.12 });
  const cut = { ...upperCut(random), sleeve: random.between(0.16, 0.5), spread: random.between(3, 5.5) };
  drawTop(canvas, cut, fabric, random);
  if (random.chance(0.35)) drawPrint(canvas, cut, fabric, random);
}

export function drawPullover(canvas: Canvas, random: SeededRandom): void {
  const fabric = chooseFabric(random, 30, 235, { stripes: 0.2, checks: 0.04, mottle: 0.22 });
  const cut = { ...longSleeved(random), sleeveWidth: random.between(3.8, 5.4) };
  drawTop(canvas, cut, fabric, random);
  if (random.chance(0.55)) drawRibbing(canvas, cut, fabric, random);
  if (random.chance(0.2)) drawHighNeck(canvas, cut, fabric, random);
  if (random.chance(0.2)) drawPrint(canvas, cut, fabric, random);
  if (random.chance(0.08)) drawClosure(canvas, cut, fabric, random);
}

export function drawCoat(canvas: Canvas, random: SeededRandom): void {
  const fabric = chooseFabric(random, 25, 225, { checks: 0.08, mottle: 0.15 });
  const long = longSleeved(random);
  const cut = {
    ...long,
    hemY: Math.min(27.6, long.hemY + random.between(0, 1.6)),
    chestHalf: long.chestHalf + random.between(0, 0.8),
    hemHalf: long.hemHalf + random.between(0, 1.2),
    sleeveWidth: random.between(3.6, 5.2),
  };
  drawTop(canvas, cut, fabric, random);
  if (random.chance(0.85)) drawClosure(canvas, cut, fabric, random);
  if (random.chance(0.55)) drawLapels(canvas, cut, fabric, random);
  else if (random.chance(0.4)) drawHighNeck(canvas, cut, fabric, random);
  if (random.chance(0.4)) drawPockets(canvas, cut, fabric, random);
  if (random.chance(0.12)) drawBand(canvas, cut, fabric, random, 16, 1.2);
}

export function drawShirt(canvas: Canvas, random: SeededRandom): void {
  const fabric = chooseFabric(random, 35, 245, {
    pinstripes: 0.14,
    checks: 0.16,
    stripes: 0.07,
    mottle: 0.1,
  });
  const isLong = random.chance(0.66);
  const cut = isLong
    ? { ...longSleeved(random), sleeveWidth: random.between(3, 4.6) }
    : { ...upperCut(random), sleeve: random.between(0.2, 0.75), spread: random.between(2.5, 5) };
  drawTop(canvas, cut, fabric, random);
  if (random.chance(0.6)) drawCollar(canvas, cut, fabric, random);
  if (random.chance(0.62)) drawClosure(canvas, cut, fabric, random);
  if (random.chance(0.18)) drawPrint(canvas, { ...cut, waistHalf: 3 }, fabric, random);
}

export function drawDress(canvas: Canvas, random: SeededRandom): void {
  const fabric = chooseFabric(random, 30, 245, { stripes: 0.12, pinstripes: 0.04, mottle: 0.2 });
  const waistHalf = random.between(2.6, 4.4);
  const long = random.chance(0.14);
  const cut: Cut = {
    ...upperCut(random),
    shoulderY: random.between(0.8, 2.4),
    shoulderHalf: random.between(3, 5.2),
    neckHalf: random.between(1.6, 3),
    chestHalf: waistHalf + random.between(0, 1.2),
    waistHalf,
    hemHalf: waistHalf + random.between(0.4, 5),
    hemY: random.between(25.5, 27.6),
    sleeve: long ? random.between(0.6, 0.95) : random.chance(0.4) ? random.between(0.12, 0.4) : 0,
    sleeveWidth: random.between(2, 3),
    spread: random.between(1.2, 2.8),
  };
  drawTop(canvas, cut, fabric, random);
  if (random.chance(0.25)) drawBand(canvas, cut, fabric, random, random.between(10, 13), 1);
  if (random.chance(0.12)) drawClosure(canvas, cut, fabric, random);
}

/** What T-shirts, shirts, pullovers and coats have in common; each of them varies in all of it. */
function upperCut(random: SeededRandom): Cut {
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

function longSleeved(random: SeededRandom): Cut {
  const cut = upperCut(random);
  const chestHalf = cut.chestHalf - random.between(0, 0.8);
  return { ...cut, chestHalf, sleeve: random.between(0.8, 1.04), spread: random.between(1.6, 4.4) };
}

function drawTop(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const sleeves = toned(fabric, against(fabric, random.between(-6, 26)));
  if (cut.sleeve > 0) for (const hand of [-1, 1]) canvas.fill(sleevePoints(cut, hand), sleeves.shade);
  canvas.fill(torsoPoints(cut), fabric.shade);
  const seam = against(fabric, random.between(4, 40));
  for (const hand of [-1, 1]) {
    const points: Point[] = [
      side(cut.shoulderHalf, cut.shoulderY + 1, hand),
      side(cut.chestHalf, armpitY(cut), hand),
    ];
    if (cut.sleeve > 0) canvas.stroke(points, 0.7, toned(fabric, seam).shade, 0.8);
  }
  const edge = neckline(cut);
  if (random.chance(0.6))
    canvas.stroke(edge, 0.8, toned(fabric, against(fabric, random.between(10, 60))).shade);
}

function torsoPoints(cut: Cut): Point[] {
  const right: Point[] = [
    side(cut.shoulderHalf, cut.shoulderY + 1.2, 1),
    side(cut.chestHalf, armpitY(cut), 1),
    ...curve(
      side(cut.chestHalf, armpitY(cut), 1),
      side(cut.waistHalf, (armpitY(cut) + cut.hemY) / 2 - 2, 1),
      side(cut.hemHalf, cut.hemY, 1),
    ),
  ];
  return [...neckline(cut), ...right, ...mirrored(right)];
}

/** From the left of the neck to its right. */
function neckline({ neckHalf, neckDepth, neck, shoulderY }: Cut): Point[] {
  const left = side(neckHalf, shoulderY - 0.8, -1);
  const right = side(neckHalf, shoulderY - 0.8, 1);
  if (neck === "v") return [left, [middle, shoulderY + neckDepth * 1.8], right];
  return [left, ...curve(left, [middle, shoulderY + neckDepth * 2 - 0.4], right)];
}

function sleevePoints(cut: Cut, hand: number): Point[] {
  const { shoulderHalf, shoulderY, chestHalf, sleeve, spread, sleeveWidth, hemY } = cut;
  const length = sleeve * (hemY - shoulderY - 2);
  // A short sleeve stands off, a long one hangs.
  const endHalf = Math.min(13.6, shoulderHalf + spread * (0.55 + 0.45 * sleeve));
  const endY = shoulderY + 1 + length;
  const cuff = sleeveWidth * (1 - 0.25 * sleeve);
  const elbow = side(shoulderHalf + spread * 0.75, shoulderY + 1 + length * 0.35, hand);
  const shoulder = side(shoulderHalf - 0.6, shoulderY + 0.2, hand);
  const outerEnd = side(endHalf, endY, hand);
  return [
    shoulder,
    ...curve(shoulder, elbow, outerEnd),
    side(endHalf - cuff, endY + 0.7 * (1 - sleeve) + 0.3, hand),
    side(chestHalf - 0.4, Math.min(armpitY(cut) + 0.8, endY + 1.5), hand),
  ];
}

function drawCollar(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const { neckHalf, shoulderY } = cut;
  const shade = toned(fabric, against(fabric, random.between(8, 55))).shade;
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

function drawLapels(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const { neckHalf, shoulderY } = cut;
  const depth = random.between(6, 12);
  const shade = toned(fabric, against(fabric, random.between(10, 50))).shade;
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

function drawHighNeck(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
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
    toned(fabric, against(fabric, random.between(-4, 30))).shade,
  );
}

function drawClosure(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const x = middle + random.between(-0.9, 0.9);
  const shade = toned(fabric, against(fabric, random.between(8, 85))).shade;
  canvas.stroke(
    [
      [x, cut.shoulderY + cut.neckDepth],
      [x + random.between(-0.4, 0.4), cut.hemY],
    ],
    random.between(0.5, 1.2),
    shade,
  );
}

function drawRibbing(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const shade = toned(fabric, against(fabric, random.between(8, 45))).shade;
  const y = cut.hemY - random.between(1, 2);
  const half = cut.hemHalf + 0.1;
  canvas.fill(
    [side(half, y, -1), side(half, y, 1), side(half, cut.hemY, 1), side(half, cut.hemY, -1)],
    shade,
  );
}

function drawBand(
  canvas: Canvas,
  cut: Cut,
  fabric: Fabric,
  random: SeededRandom,
  y: number,
  height: number,
): void {
  const half = cut.waistHalf + 0.2;
  const shade = toned(fabric, against(fabric, random.between(20, 90))).shade;
  canvas.stroke([side(half, y, -1), side(half, y, 1)], height, shade);
}

function drawPockets(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const y = random.between(15, 19);
  const shade = toned(fabric, against(fabric, random.between(15, 60))).shade;
  for (const hand of [-1, 1]) {
    canvas.stroke(
      [side(cut.waistHalf * 0.45, y, hand), side(cut.waistHalf * 0.85, y + 0.8, hand)],
      0.8,
      shade,
    );
  }
}

function drawPrint(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const half = cut.waistHalf * random.between(0.25, 0.65);
  const y = cut.shoulderY + random.between(5, 8);
  const height = random.between(2, 8);
  const shade = toned(fabric, against(fabric, random.between(30, 150))).shade;
  canvas.fill(
    [side(half, y, -1), side(half, y, 1), side(half, y + height, 1), side(half, y + height, -1)],
    shade,
    random.between(0.4, 1),
  );
}

function armpitY({ shoulderY }: Cut): number {
  return shoulderY + 6.5;
}

/** The point at a distance from the middle, to the left (-1) or the right (1). */
function side(half: number, y: number, hand: number): Point {
  return [middle + hand * half, y];
}

function mirrored(points: readonly Point[]): Point[] {
  return points.map(([x, y]): Point => [2 * middle - x, y]).reverse();
}
