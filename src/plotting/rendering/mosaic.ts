/** Equal small pictures as one, side by side. */
import type { Pixels } from "./png";

export interface MosaicOptions {
  /** Tiles in a row. */
  columns: number;
  /** Pixels for each pixel of a tile. */
  zoom: number;
  /** Pixels between tiles, in white. Defaults to 2. */
  gap?: number;
}

export function mosaic(tiles: readonly Pixels[], { columns, zoom, gap = 2 }: MosaicOptions): Pixels {
  const { width = 1, height = 1, channels = 1 } = tiles[0] ?? {};
  const inRow = Math.min(columns, tiles.length);
  const cell = { width: width * zoom + gap, height: height * zoom + gap };
  const total = {
    width: inRow * cell.width - gap,
    height: Math.ceil(tiles.length / inRow) * cell.height - gap,
  };
  const data = new Uint8Array(total.width * total.height * channels).fill(255);
  for (const [index, tile] of tiles.entries()) {
    const [left, top] = [(index % inRow) * cell.width, Math.floor(index / inRow) * cell.height];
    for (let y = 0; y < height * zoom; y++) {
      for (let x = 0; x < width * zoom; x++) {
        const from = (Math.floor(y / zoom) * width + Math.floor(x / zoom)) * channels;
        const to = ((top + y) * total.width + left + x) * channels;
        for (let channel = 0; channel < channels; channel++) {
          data[to + channel] = tile.data[from + channel] as number;
        }
      }
    }
  }
  return { ...total, channels, data };
}

/** Numbers as bytes: the lowest is 0, the highest 255. What is no number is 0. */
export function stretched(values: ArrayLike<number>): Uint8Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const scale = high > low ? 255 / (high - low) : 0;
  return Uint8Array.from(values, (value) => (Number.isFinite(value) ? (value - low) * scale : 0));
}
