/** Ticks of axes that count: epochs, steps, samples. */

/** Parts between ticks; long numbers need room. */
const PARTS = { short: 10, long: 5 };
const LONG = 1000;

/**
 * Whole numbers from one to the other at equal steps, about ten or fewer. Vega, asked for about ten, has halves below
 * ten, and writes them as whole numbers that stand there twice.
 *
 * @param parts between the ticks, at most. Defaults to 10, and to 5 where numbers are long.
 */
export function wholeTicks(
  first: number,
  last: number,
  parts = last < LONG ? PARTS.short : PARTS.long,
): Record<string, unknown> {
  const room = Math.max(1, (last - first) / parts);
  const power = 10 ** Math.floor(Math.log10(room));
  const step = Math.ceil([1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= room) ?? room);
  const start = Math.ceil(first / step) * step;
  const count = Math.max(1, Math.floor((last - start) / step) + 1);
  return { format: "d", values: Array.from({ length: count }, (_, index) => start + index * step) };
}
