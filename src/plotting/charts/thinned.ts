/** Long lines with fewer points that look the same. */

/**
 * The first point, the last, and of each of as many equal parts the lowest and the highest, in their order; where a part
 * has values that are not finite, one of these too, for there the line has a gap.
 *
 * @param most points, about. A line that has no more is left as it is.
 */
export function thinned<Point>(
  points: readonly Point[],
  read: (point: Point) => number | null,
  most: number,
): Point[] {
  if (points.length <= most) return [...points];
  const kept = new Set([0, points.length - 1]);
  const parts = Math.floor((most - 2) / 3);
  for (let part = 0; part < parts; part++) {
    const [start, end] = [part, part + 1].map((edge) => Math.round((edge * points.length) / parts)) as [
      number,
      number,
    ];
    for (const index of extremesOf(points, read, start, end)) kept.add(index);
  }
  return [...kept].sort((a, b) => a - b).map((index) => points[index] as Point);
}

function extremesOf<Point>(
  points: readonly Point[],
  read: (point: Point) => number | null,
  start: number,
  end: number,
): Iterable<number> {
  const extremes: { lowest?: number; highest?: number; gap?: number } = {};
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = start; index < end; index++) {
    const value = read(points[index] as Point);
    if (value === null || !Number.isFinite(value)) {
      extremes.gap ??= index;
      continue;
    }
    if (value < low) [low, extremes.lowest] = [value, index];
    if (value > high) [high, extremes.highest] = [value, index];
  }
  return Object.values(extremes);
}
