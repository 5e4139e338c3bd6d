/** Numbers as findings tell them. */

export function shapeText(shape: (number | null)[]): string {
  return shape.map((size) => size ?? "n").join(", ");
}

export function round(value: number): string {
  return String(Number(value.toFixed(4)));
}

export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
