/** Shoes, seen from the side with the toe to the left, as in Fashion-MNIST. */

import type { SeededRandom } from "../../engine";
import { type Canvas, curve, type Point } from "./canvas";
import { chooseFabric, darker, type Fabric } from "./fabric";

/** A closed shoe in pixels: where its sole lies, how high the toe, the instep and the opening are. */
interface Last {
  groundY: number;
  soleHeight: number;
  toeHeight: number;
  openingX: number;
  openingY: number;
  heelY: number;
}

export function drawSneaker(canvas: Canvas, random: SeededRandom): void {
  const leather = chooseFabric(random);
  const groundY = random.between(18.5, 21.5);
  const openingY = groundY - random.between(7.5, 12);
  const last: Last = {
    groundY,
    soleHeight: random.between(1.2, 2.8),
    toeHeight: random.between(3, 4.8),
    openingX: random.between(13.5, 17.5),
    openingY,
    heelY: openingY + random.between(-1.5, 1),
  };
  drawUpper(canvas, last, leather);
  drawSole(canvas, last, darker(leather, random.chance(0.6) ? -70 : 60), 0);
  if (random.chance(0.7)) drawLaces(canvas, last, leather, random);
  if (random.chance(0.5)) drawStripe(canvas, last, leather, random);
}

export function drawAnkleBoot(canvas: Canvas, random: SeededRandom): void {
  const leather = chooseFabric(random);
  const groundY = random.between(22, 26.5);
  const openingY = random.chance(0.14) ? random.between(9, 12) : random.between(1.5, 7.5);
  const last: Last = {
    groundY,
    soleHeight: random.between(0.8, 2.2),
    toeHeight: random.between(3.4, 5.4),
    openingX: random.between(12.5, 17),
    openingY,
    heelY: openingY + random.between(-0.6, 0.6),
  };
  drawUpper(canvas, last, leather);
  drawSole(canvas, last, darker(leather, random.between(-10, 70)), random.between(0, 4));
  if (random.chance(0.35)) drawLaces(canvas, last, leather, random);
  if (random.chance(0.3)) {
    const x = random.between(19, 22);
    const shade = darker(leather, random.between(20, 70));
    canvas.stroke(
      [
        [x, openingY + 1],
        [x + 0.5, groundY - 4],
      ],
      random.between(0.7, 2.2),
      shade,
    );
  }
}

export function drawSandal(canvas: Canvas, random: SeededRandom): void {
  const leather = chooseFabric(random);
  const heel = random.chance(0.45) ? random.between(3, 10) : random.between(0, 2);
  const groundY = random.between(19, 21.5) + heel * 0.35;
  const thickness = random.between(1.1, 2.4);
  const footY = (x: number) => groundY - thickness - (x > 10 ? ((x - 10) / 16) * ((x - 10) / 16) * heel : 0);
  const bed: Point[] = Array.from(
    { length: 13 },
    (_, index): Point => [1 + index * 2.1, footY(1 + index * 2.1)],
  );
  const isWedge = random.chance(0.4);
  const under: Point[] = isWedge
    ? [
        [26.2, groundY],
        [1.6, groundY],
      ]
    : [...bed].reverse().map(([x, y]): Point => [x, y + thickness]);
  canvas.fill([...bed, ...under], leather);
  if (!isWedge && heel > 3) {
    canvas.fill(
      [
        [22, footY(22) + thickness],
        [26.2, footY(26)],
        [25.4, groundY],
        [24, groundY],
      ],
      leather,
    );
  }
  const straps = 2 + Math.floor(random.next() * 3);
  const first = random.between(4, 7);
  for (let strap = 0; strap < straps; strap++) {
    const x = first + (strap * 17) / straps + random.between(-0.8, 0.8);
    const lean = random.between(0.5, 5);
    const height = random.between(3.5, 5.5) + strap * random.between(0.8, 2.2);
    const shade = darker(leather, -random.between(-30, 20));
    const foot: Point = [x, footY(x) + 0.5];
    const arch = [
      foot,
      ...curve(foot, [x + lean * 0.4, footY(x) - height], [x + lean + 2, footY(x) - height]),
    ];
    canvas.stroke(arch, random.between(0.9, 2.6), shade);
  }
  if (random.chance(0.55)) {
    const top = footY(24) - random.between(4, 9);
    canvas.stroke(
      [
        [25.6, footY(25.6)],
        [25.2, top],
        [16, top + random.between(-1, 2.5)],
      ],
      random.between(0.9, 1.8),
      leather,
    );
  }
  if (random.chance(0.16)) {
    const toe: Point = [1.4, footY(2)];
    canvas.fill([toe, ...curve(toe, [4, footY(4) - 6], [12, footY(12) - 6]), [14, footY(14)]], leather);
  }
}

function drawUpper(canvas: Canvas, last: Last, leather: Fabric): void {
  const { groundY, soleHeight, toeHeight, openingX, openingY, heelY } = last;
  const bottom = groundY - soleHeight + 0.3;
  const toe: Point = [1.4, bottom - 0.8];
  const cap: Point = [5.5, bottom - toeHeight];
  const opening: Point = [openingX, openingY];
  canvas.fill(
    [
      [1.6, bottom],
      toe,
      ...curve(toe, [2, bottom - toeHeight + 0.4], cap),
      ...curve(cap, [openingX - 1.5, bottom - toeHeight - 0.8], opening),
      ...curve(opening, [(openingX + 26) / 2, openingY + 0.8], [26, heelY]),
      ...curve([26, heelY], [25, (heelY + bottom) / 2], [26.4, bottom]),
    ],
    leather,
  );
}

function drawSole(canvas: Canvas, { groundY, soleHeight }: Last, leather: Fabric, heel: number): void {
  const top = groundY - soleHeight;
  canvas.fill(
    [
      [1.2, top],
      [26.8, top],
      [26.6, groundY],
      [2, groundY],
    ],
    leather,
  );
  if (heel > 0.5) {
    const ground = Math.min(27.8, groundY + heel);
    canvas.fill(
      [
        [18.5, groundY - 0.2],
        [26.6, groundY - 0.2],
        [26.2, ground],
        [19.5, ground],
      ],
      leather,
    );
  }
}

function drawLaces(canvas: Canvas, last: Last, leather: Fabric, random: SeededRandom): void {
  const shade = darker(leather, random.between(25, 110));
  const bottom = last.groundY - last.soleHeight - last.toeHeight;
  for (let lace = 0; lace < 4; lace++) {
    const along = (lace + 0.5) / 4;
    const x = 7.5 + along * (last.openingX - 7.5);
    const y = bottom + along * along * (last.openingY - bottom) + 0.8;
    canvas.stroke(
      [
        [x - 0.4, y],
        [x + 1.8, y + 1.2],
      ],
      0.7,
      shade,
    );
  }
}

function drawStripe(canvas: Canvas, last: Last, leather: Fabric, random: SeededRandom): void {
  const shade = darker(leather, random.between(30, 120));
  const x = random.between(12, 18);
  const bottom = last.groundY - last.soleHeight;
  canvas.stroke(
    [
      [x, bottom - 0.5],
      [x + random.between(1, 5), bottom - random.between(4, 6)],
    ],
    random.between(0.8, 2),
    shade,
  );
}
