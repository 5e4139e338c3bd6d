/** Images with captions, row by row, as SVG; images are tiny PNGs that resvg enlarges. */
import { escapeMarkup } from "../../display";
import { encodePng, fontFamily, type Pixels, textWidth } from "../rendering";

/** All images of a grid are of one size. */
export interface GridImage {
  pixels: Pixels;
  /** The caption. */
  lines: readonly string[];
  /** Whether the lines are drawn as one where there is room. */
  mayJoin?: boolean;
  wrong: boolean;
}

export interface GridOptions {
  /** Images in a row. Defaults to as many as fit the page, in rows of about equal length. */
  columns: number | undefined;
  /** Sentences below the images. */
  notes: readonly string[];
}

const IMAGE_SIDE = 84;
/** An image that is much wider than high is seen nevertheless. */
const THINNEST = 4;
const FONT_SIZE = 13;
const GAP = 12;
const LINE_HEIGHT = FONT_SIZE + 6;
const PAGE_WIDTH = 820;
const COLUMNS_AT_MOST = 8;
/** Red, with a contrast of 3 and more with light and with dark pages. */
const WRONG = "#e5143f";

/** Captions may be bold. */
export const captionFont = { size: FONT_SIZE, isBold: true };
const captionWidth = (content: string): number => textWidth(content, captionFont);

export function imageGrid(images: readonly GridImage[], { columns, notes }: GridOptions): string {
  const { width = 1, height = 1 } = images[0]?.pixels ?? {};
  const zoom = zoomOf(Math.max(width, height));
  const [imageWidth, imageHeight] = [Math.max(THINNEST, width * zoom), Math.max(THINNEST, height * zoom)];
  const captions = images.map((image) => captionLines(image, imageWidth + GAP / 2));
  const top = Math.max(...captions.map((lines) => lines.length)) * LINE_HEIGHT;
  const cellWidth = Math.ceil(Math.max(imageWidth, ...captions.flat().map(captionWidth))) + GAP;
  const cellHeight = imageHeight + top + GAP;
  const fitting = Math.max(1, Math.min(COLUMNS_AT_MOST, Math.floor(PAGE_WIDTH / cellWidth)));
  const inRow = Math.min(columns ?? balanced(images.length, fitting), images.length);
  const gridWidth = inRow * cellWidth;
  const wrong = images.some((image) => image.wrong) ? ["✗ predicted wrongly: label → prediction"] : [];
  const below = wrapped(notes, Math.max(gridWidth, LEAST_WIDTH));
  const gridHeight = Math.ceil(images.length / inRow) * cellHeight + GAP;
  const total = {
    width: Math.ceil(
      Math.max(gridWidth, ...[...wrong, ...below].map((line) => captionWidth(line) + GAP)) + GAP,
    ),
    height: Math.ceil(gridHeight + (wrong.length + below.length) * LINE_HEIGHT),
  };
  const cells = images.map((image, index) => {
    // On whole pixels edges have no shades, of which each would be a colour of the file.
    const x = GAP + (index % inRow) * cellWidth + Math.floor((cellWidth - GAP - imageWidth) / 2);
    const y = GAP + Math.floor(index / inRow) * cellHeight + top;
    return cell(image, captions[index] ?? [], { x, y, width: imageWidth, height: imageHeight });
  });
  const footer = [...wrong, ...below].map((line, index) =>
    text(line, GAP, gridHeight + (index + 1) * LINE_HEIGHT - GAP, {
      anchor: "start",
      wrong: index < wrong.length,
    }),
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${total.width}" height="${total.height}" ` +
    `font-family="${fontFamily}" font-size="${FONT_SIZE}">${cells.join("")}${footer.join("")}</svg>`
  );
}

/** Small images are enlarged by whole numbers, for all pixels to be of one size. */
function zoomOf(longer: number): number {
  return longer > IMAGE_SIDE ? Math.min(1, (3 * IMAGE_SIDE) / longer) : Math.round(IMAGE_SIDE / longer);
}

/** Rows that are equally long, save for the last: 10 images are 5 and 5, not 8 and 2. */
const balanced = (count: number, fitting: number) => Math.ceil(count / Math.ceil(count / fitting));

/** A wrong prediction whose names are long takes two lines. */
function captionLines({ lines, mayJoin }: GridImage, room: number): readonly string[] {
  const whole = lines.join(" ");
  return mayJoin && lines.length > 1 && captionWidth(whole) <= room ? [whole] : lines;
}

/** Below a single small image sentences still are as wide as this. */
const LEAST_WIDTH = 320;

function wrapped(notes: readonly string[], room: number): string[] {
  return notes.flatMap((note) => {
    const lines = [""];
    for (const word of note.split(" ")) {
      const longer = `${lines.at(-1)} ${word}`.trimStart();
      if (textWidth(longer, { size: FONT_SIZE }) <= room) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

function cell(
  { pixels, wrong }: GridImage,
  captions: readonly string[],
  { x, y, width, height }: Place,
): string {
  const source = `data:image/png;base64,${encodePng(pixels).toString("base64")}`;
  const image = `<image style="image-rendering: pixelated" x="${x}" y="${y}" width="${width}" height="${height}" preserveAspectRatio="none" href="${source}"/>`;
  const title = captions
    .map((line, index) =>
      text(line, x + width / 2, y - 6 - (captions.length - 1 - index) * LINE_HEIGHT, {
        anchor: "middle",
        wrong,
      }),
    )
    .join("");
  // A picture that is as white as the page, or as dark, has an edge too.
  const edge = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="#808080"/>`;
  if (!wrong) return title + image + edge;
  const frame = `<rect x="${x - 1.5}" y="${y - 1.5}" width="${width + 3}" height="${height + 3}" fill="none" stroke="${WRONG}" stroke-width="3"/>`;
  const mark = `<g transform="translate(${x + width - 13} ${y + 1})"><rect width="12" height="12" fill="white"/><path d="M2.5 2.5l7 7m0-7l-7 7" stroke="${WRONG}" stroke-width="2.5"/></g>`;
  return title + image + frame + mark;
}

function text(
  content: string,
  x: number,
  y: number,
  { anchor, wrong }: { anchor: "start" | "middle"; wrong: boolean },
): string {
  if (content === "") return "";
  const style = wrong ? `fill="${WRONG}" font-weight="bold"` : 'fill="currentColor"';
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" ${style}>${escapeMarkup(content)}</text>`;
}
