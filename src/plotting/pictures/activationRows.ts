/** Rows of small pictures, one row for each layer. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { escapeMarkup } from "../../display";
import { encodePng, fontFamily, type Pixels, stretched, textWidth } from "../rendering";
import { shrunk } from "./shrunk";

/** The pictures of one layer. */
export interface Maps {
  /** The layer, and of several calls which. */
  title: string;
  width: number;
  height: number;
  filters: number;
  /** Filter by filter, as many as are drawn. */
  pictures: Pixels[];
}

const MARGIN = 12;
const PAGE_WIDTH = 800;
const FONT = { size: 12 };
const LINE = 22;
const GAP = 4;
/** A map's longer side. */
const SIDE = 44;
/** A map that is much wider than high is seen nevertheless. */
const THINNEST = 4;

/** @param most how many filters are drawn. */
export function mapsOf(title: string, output: tf.Tensor, most: number): Maps {
  const [, height = 0, width = 0, filters = 0] = output.shape;
  const shown = Math.min(filters, most);
  const data = stretched(
    output.slice([0, 0, 0, 0], [1, height, width, shown]).transpose([0, 3, 1, 2]).dataSync(),
  );
  const pictures = Array.from({ length: shown }, (_, filter) => {
    const pixels = data.subarray(filter * width * height, (filter + 1) * width * height);
    // More pixels than the drawing has would only make it heavier.
    return shrunk({ width, height, channels: 1, data: pixels }, 2 * SIDE);
  });
  return { title, width, height, filters, pictures };
}

interface Row {
  svg: string;
  width: number;
  height: number;
}

/** @returns SVG. */
export function activationRows(maps: readonly Maps[]): string {
  let height = MARGIN;
  const rows = maps.map((of) => {
    const row = rowOf(of, height);
    height += row.height;
    return row;
  });
  const width = Math.ceil(Math.max(...rows.map((row) => row.width)) + 2 * MARGIN);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${Math.ceil(height)}" ` +
    `font-family="${fontFamily}" font-size="${FONT.size}" fill="currentColor">${rows.map(({ svg }) => svg).join("")}</svg>`
  );
}

/** @param top where it begins. */
function rowOf({ title, width, height, filters, pictures }: Maps, top: number): Row {
  const zoom = SIDE / Math.max(width, height, 1);
  const map = { width: Math.max(THINNEST, width * zoom), height: Math.max(THINNEST, height * zoom) };
  const cell = { width: map.width + GAP, height: map.height + GAP };
  const columns = Math.min(pictures.length, Math.max(1, Math.floor(PAGE_WIDTH / cell.width)));
  const images = pictures.map((pixels, filter) => {
    const source = encodePng(pixels).toString("base64");
    const x = MARGIN + (filter % columns) * cell.width;
    const y = top + LINE + Math.floor(filter / columns) * cell.height;
    return (
      `<image style="image-rendering: pixelated" x="${x}" y="${y}" width="${map.width}" height="${map.height}" ` +
      `preserveAspectRatio="none" href="data:image/png;base64,${source}"/>`
    );
  });
  const first = filters > pictures.length ? `, the first ${pictures.length}` : "";
  const caption = `${title}: ${height} × ${width}, ${filters} channel${filters === 1 ? "" : "s"}${first}`;
  const text = `<text x="${MARGIN}" y="${top + 14}">${escapeMarkup(caption)}</text>`;
  return {
    svg: text + images.join(""),
    width: Math.max(columns * cell.width, textWidth(caption, FONT)),
    height: LINE + Math.ceil(pictures.length / columns) * cell.height + GAP,
  };
}
