/** Boxes and arrows, laid out by dagre. */

import * as dagre from "@dagrejs/dagre";
import { escapeMarkup } from "../../display";
import { type OptionsOf, oneOf } from "../../options";
import { fontFamily, textWidth } from "../rendering";

export interface Box {
  id: string;
  /** In bold. */
  title: string;
  lines?: readonly string[];
  /** Whether it stands out. Defaults to false. */
  isEnd?: boolean;
  /** The frame that it is in. Defaults to none. */
  frame?: string | undefined;
}

/** Boxes that belong together. */
export interface Frame {
  id: string;
  title: string;
  /** The frame around it. Defaults to none. */
  within?: string | undefined;
}

export interface Arrow {
  from: string;
  to: string;
  label?: string;
}

export interface DiagramOptions {
  /** Where the arrows lead. Defaults to "down". */
  direction?: "down" | "right";
}

export const diagramOptions = {
  direction: oneOf(["down", "right"], "down"),
} satisfies OptionsOf<DiagramOptions>;

const TITLE = { size: 13, isBold: true };
const LINE = { size: 11 };
const LINE_HEIGHT = 16;
const PADDING = { x: 14, y: 9 };
const MARGIN = 12;
/** From a line to its label. */
const ASIDE = 6;

/** Boxes have a contrast of 4 with white, which their text is, and with light and with dark pages. */
const BOX = "#3f76ad";
const END = "#b35f0b";
const ARROW = "#808080";

/** @returns SVG for light and dark pages. */
export function diagram(
  boxes: readonly Box[],
  arrows: readonly Arrow[],
  { direction = "down", frames = [] }: DiagramOptions & { frames?: readonly Frame[] } = {},
): string {
  const graph = new dagre.graphlib.Graph<Partial<Size>>({ multigraph: true, compound: true });
  graph.setGraph({
    rankdir: direction === "down" ? "TB" : "LR",
    ...{ ranksep: 28, nodesep: 28, marginx: MARGIN, marginy: MARGIN },
  });
  for (const { id } of frames) graph.setNode(`frame ${id}`, {});
  for (const box of boxes) graph.setNode(box.id, sizeOf(box));
  for (const { id, within } of frames) if (within) graph.setParent(`frame ${id}`, `frame ${within}`);
  for (const { id, frame } of boxes) if (frame) graph.setParent(id, `frame ${frame}`);
  for (const [index, { from, to, label = "" }] of arrows.entries()) {
    const size = { width: label ? textWidth(label, LINE) : 0, height: label ? LINE_HEIGHT : 0 };
    graph.setEdge(from, to, { ...size, labelpos: "r", labeloffset: ASIDE }, String(index));
  }
  dagre.layout(graph);
  const lines = arrows.map(({ from, to, label }, index) =>
    drawnArrow(graph.edge({ v: from, w: to, name: String(index) }) as unknown as LaidEdge, label),
  );
  const drawn = boxes.map((box) => drawnBox(box, graph.node(box.id) as unknown as LaidBox));
  const framed = frames.map((frame) => {
    const around = graph.node(`frame ${frame.id}`) as unknown as LaidBox;
    return {
      title: frame.title,
      ...around,
      width: Math.max(around.width, textWidth(frame.title, LINE) + 12),
    };
  });
  const { width = 0, height = 0 } = graph.graph() as Partial<Size>;
  const right = Math.max(width, ...framed.map((frame) => frame.x + frame.width / 2 + MARGIN));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(right)}" height="${Math.ceil(height)}" ` +
    `font-family="${fontFamily}" fill="currentColor">` +
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">' +
    `<path d="M0 0L8 4L0 8z" fill="${ARROW}"/></marker></defs>` +
    `${framed.map(drawnFrame).join("")}${lines.join("")}${drawn.join("")}${framed.map(frameTitle).join("")}</svg>`
  );
}

interface Size {
  width: number;
  height: number;
}

interface LaidBox {
  /** Of its centre. */
  x: number;
  y: number;
  width: number;
  height: number;
}

interface LaidEdge {
  points: { x: number; y: number }[];
  /** Of the label's centre. */
  x?: number;
  y?: number;
}

interface LaidFrame extends LaidBox {
  title: string;
}

function drawnFrame({ x, y, width, height }: LaidFrame): string {
  return (
    `<rect x="${at(x - width / 2)}" y="${at(y - height / 2)}" width="${at(width)}" height="${at(height)}" rx="8" ` +
    `fill="none" stroke="${ARROW}" stroke-dasharray="5 3"/>`
  );
}

/** Drawn last, above arrows that cross it. */
function frameTitle({ title, x, y, width, height }: LaidFrame): string {
  const [left, top] = [x - width / 2 + 6, y - height / 2 + 2];
  return `<text x="${at(left + 2)}" y="${at(top + 12)}" font-size="${LINE.size}">${escapeMarkup(title)}</text>`;
}

function sizeOf({ title, lines = [] }: Box): Size {
  const widths = [textWidth(title, TITLE), ...lines.map((line) => textWidth(line, LINE))];
  return {
    width: Math.ceil(Math.max(...widths) + 2 * PADDING.x),
    height: (1 + lines.length) * LINE_HEIGHT + 2 * PADDING.y,
  };
}

function drawnBox({ title, lines = [], isEnd }: Box, { x, y, width, height }: LaidBox): string {
  const top = y - height / 2;
  const text = (content: string, row: number, style: string) =>
    `<text x="${at(x)}" y="${at(top + PADDING.y + row * LINE_HEIGHT + 12)}" text-anchor="middle" fill="white" ${style}>${escapeMarkup(content)}</text>`;
  return [
    `<rect x="${at(x - width / 2)}" y="${at(top)}" width="${at(width)}" height="${at(height)}" rx="6" fill="${isEnd ? END : BOX}"/>`,
    text(title, 0, `font-size="${TITLE.size}" font-weight="bold"`),
    ...lines.map((line, index) => text(line, index + 1, `font-size="${LINE.size}"`)),
  ].join("");
}

function drawnArrow({ points, x, y }: LaidEdge, label: string | undefined): string {
  const [first, ...others] = points.map((point) => `${at(point.x)} ${at(point.y)}`);
  const path = `<path d="M${first}L${others.join("L")}" fill="none" stroke="${ARROW}" stroke-width="1.5" marker-end="url(#tip)"/>`;
  if (!label || x === undefined || y === undefined) return path;
  // Beside the line, for there is no ground to interrupt it with.
  const left = x - textWidth(label, LINE) / 2 + ASIDE;
  return `${path}<text x="${at(left)}" y="${at(y + 4)}" font-size="${LINE.size}">${escapeMarkup(label)}</text>`;
}

const at = (value: number): string => String(Math.round(value * 10) / 10);
