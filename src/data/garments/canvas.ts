/**
 * A 28×28 grey canvas that fills polygons with smooth edges. Only exact arithmetic and comparisons: what is drawn is
 * the same to the last bit on every platform.
 */

/** A point in pixels; (0, 0) is the upper left corner of the canvas. */
export type Point = readonly [x: number, y: number];

/** The grey of each pixel, 0 to 255, or one grey for all. */
export type Shade = number | ((x: number, y: number) => number);

// Named once: in the contexts that jest runs code in, each look-up of Math takes long.
const { ceil, floor, max, min, round, sqrt } = Math;

const side = 28;
/** Scan lines in a pixel row; across, coverage is exact. */
const linesPerRow = 4;

export class Canvas {
  private readonly grey = new Float64Array(side * side);
  /** How much of each pixel of the row under way is covered; all 0 between rows. */
  private readonly coverage = new Float64Array(side);

  /** @param place moves each point before it is drawn, to scale, shift or lean the whole picture */
  constructor(private readonly place: (point: Point) => Point = (point) => point) {}

  /** Fills a polygon, even-odd. An opacity below 1 lets through what lies under it. */
  fill(points: readonly Point[], shade: Shade, opacity = 1): void {
    const placed = points.map(this.place);
    const [left, right] = pixelRange(placed.map(([x]) => x));
    const [top, bottom] = pixelRange(placed.map(([, y]) => y));
    for (let row = top; row < bottom; row++) {
      for (let line = 0; line < linesPerRow; line++) {
        const crossings = crossingsAt(placed, row + (line + 0.5) / linesPerRow);
        for (let index = 0; index + 1 < crossings.length; index += 2) {
          cover(this.coverage, crossings[index] as number, crossings[index + 1] as number);
        }
      }
      for (let column = left; column < right; column++) {
        const part = (this.coverage[column] as number) * opacity;
        if (part === 0) continue;
        this.coverage[column] = 0;
        const wanted = typeof shade === "number" ? shade : shade(column, row);
        const index = row * side + column;
        this.grey[index] = (this.grey[index] as number) * (1 - part) + wanted * part;
      }
    }
  }

  /** Draws a line of the given width through the points. */
  stroke(points: readonly Point[], width: number, shade: Shade, opacity = 1): void {
    for (let index = 0; index + 1 < points.length; index++) {
      const [x0, y0] = points[index] as Point;
      const [x1, y1] = points[index + 1] as Point;
      const length = sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
      if (length === 0) continue;
      const dx = (((y1 - y0) / length) * width) / 2;
      const dy = (((x0 - x1) / length) * width) / 2;
      const corners: Point[] = [
        [x0 + dx, y0 + dy],
        [x1 + dx, y1 + dy],
        [x1 - dx, y1 - dy],
        [x0 - dx, y0 - dy],
      ];
      this.fill(corners, shade, opacity);
    }
  }

  /** The picture as bytes, each drawn pixel as `developed` changes it. The background stays 0. */
  toBytes(developed: (grey: number, x: number, y: number) => number): Uint8Array {
    const bytes = new Uint8Array(side * side);
    for (let index = 0; index < bytes.length; index++) {
      const grey = this.grey[index] as number;
      if (grey < 1) continue;
      bytes[index] = min(255, max(1, round(developed(grey, index % side, floor(index / side)))));
    }
    return bytes;
  }
}

/** A quadratic Bézier curve as points, its first one left out so that curves can be chained. */
export function curve([x0, y0]: Point, [x1, y1]: Point, [x2, y2]: Point, pieces = 6): Point[] {
  return Array.from({ length: pieces }, (_, index) => {
    const t = (index + 1) / pieces;
    const s = 1 - t;
    return [s * s * x0 + 2 * s * t * x1 + t * t * x2, s * s * y0 + 2 * s * t * y1 + t * t * y2];
  });
}

/** The pixels, first and last plus one, that the coordinates touch. */
function pixelRange(coordinates: number[]): [from: number, to: number] {
  const from = max(0, floor(min(...coordinates)));
  return [from, min(side, ceil(max(...coordinates)))];
}

function crossingsAt(points: readonly Point[], y: number): number[] {
  const found: number[] = [];
  for (let index = 0; index < points.length; index++) {
    const [x0, y0] = points[index] as Point;
    const [x1, y1] = points[(index + 1) % points.length] as Point;
    if (y0 <= y !== y1 <= y) found.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
  }
  return found.sort((one, other) => one - other);
}

/** Adds to each pixel of a row the part that the span from `from` to `to` covers on one scan line. */
function cover(coverage: Float64Array, from: number, to: number): void {
  const first = max(0, floor(from));
  for (let column = first; column < side && column < to; column++) {
    const part = min(to, column + 1) - max(from, column);
    coverage[column] = (coverage[column] as number) + max(0, part) / linesPerRow;
  }
}
