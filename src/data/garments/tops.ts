/** Garments for the upper body, and the dress: a torso, two sleeves, a neckline, and their trimmings. */
import type { SeededRandom } from "../../engine";
import { type Canvas, curve, type Point } from "./canvas";
import { armpitY, type Cut, longSleeved, mirrored, neckline, side, upperCut } from "./cut";
import { chooseFabric, darker, type Fabric } from "./fabric";
import {
  drawBand,
  drawClosure,
  drawCollar,
  drawHighNeck,
  drawLapels,
  drawPockets,
  drawPrint,
  drawRibbing,
} from "./trimmings";

export function drawTShirt(canvas: Canvas, random: SeededRandom): void {
  const fabric = chooseFabric(random);
  const cut = { ...upperCut(random), sleeve: random.between(0.16, 0.5), spread: random.between(3, 5.5) };
  drawTop(canvas, cut, fabric, random);
  if (random.chance(0.35)) drawPrint(canvas, cut, fabric, random);
}

export function drawPullover(canvas: Canvas, random: SeededRandom): void {
  const fabric = chooseFabric(random);
  const long = longSleeved(random);
  const cut = {
    ...long,
    shoulderY: random.between(3, 5.2),
    chestHalf: long.chestHalf + random.between(0.2, 1),
    hemHalf: long.chestHalf - random.between(0.2, 1.1),
    hemY: random.between(22.4, 25),
    sleeveWidth: random.between(4.2, 5.6),
    spread: random.between(2.6, 5.4),
  };
  drawTop(canvas, cut, fabric, random);
  if (random.chance(0.92)) drawRibbing(canvas, cut, fabric, random);
  if (random.chance(0.25)) drawHighNeck(canvas, cut, fabric, random);
  if (random.chance(0.2)) drawPrint(canvas, cut, fabric, random);
}

export function drawCoat(canvas: Canvas, random: SeededRandom): void {
  const fabric = chooseFabric(random);
  const long = longSleeved(random);
  const cut = {
    ...long,
    shoulderY: random.between(0.8, 2.4),
    hemY: random.between(26.6, 28.4),
    chestHalf: long.chestHalf - random.between(-0.2, 0.7),
    hemHalf: long.hemHalf + random.between(0.6, 2.4),
    spread: random.between(1.2, 3),
    sleeve: random.between(0.74, 0.96),
    sleeveWidth: random.between(3.6, 5.2),
  };
  drawTop(canvas, cut, fabric, random);
  if (random.chance(0.96)) drawClosure(canvas, cut, fabric, random);
  if (random.chance(0.7)) drawLapels(canvas, cut, fabric, random);
  else {
    const hasHighNeck = random.chance(0.7);
    if (hasHighNeck) drawHighNeck(canvas, cut, fabric, random);
  }
  if (random.chance(0.6)) drawPockets(canvas, cut, fabric, random);
  if (random.chance(0.12)) drawBand(canvas, cut, fabric, random, 16, 1.2);
}

export function drawShirt(canvas: Canvas, random: SeededRandom): void {
  const fabric = chooseFabric(random);
  const isLong = random.chance(0.7);
  const cut = isLong
    ? { ...longSleeved(random), sleeveWidth: random.between(2.8, 4) }
    : { ...upperCut(random), sleeve: random.between(0.3, 0.75), spread: random.between(2.5, 5) };
  drawTop(canvas, cut, fabric, random);
  if (random.chance(0.97)) drawCollar(canvas, cut, fabric, random);
  if (random.chance(0.75)) drawClosure(canvas, cut, fabric, random);
  if (random.chance(0.18)) drawPrint(canvas, { ...cut, waistHalf: 3 }, fabric, random);
}

export function drawDress(canvas: Canvas, random: SeededRandom): void {
  const fabric = chooseFabric(random);
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

function drawTop(canvas: Canvas, cut: Cut, fabric: Fabric, random: SeededRandom): void {
  const sleeves = darker(fabric, random.between(-6, 26));
  if (cut.sleeve > 0) for (const hand of [-1, 1]) canvas.fill(sleevePoints(cut, hand), sleeves);
  canvas.fill(torsoPoints(cut), fabric);
  const seam = darker(fabric, random.between(4, 40));
  for (const hand of [-1, 1]) {
    const points: Point[] = [
      side(cut.shoulderHalf, cut.shoulderY + 1, hand),
      side(cut.chestHalf, armpitY(cut), hand),
    ];
    if (cut.sleeve > 0) canvas.stroke(points, 0.7, seam, 0.8);
  }
  const edge = neckline(cut);
  if (random.chance(0.6)) canvas.stroke(edge, 0.8, darker(fabric, random.between(10, 60)));
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
