/** Any value as Node's inspector writes it, within bounds: of what is huge only the beginning is looked at. */
import { inspect, types } from "node:util";
import { isNumberArray, typedArrayText } from "./arrayText";
import { cut, grouped } from "./cut";
import { functionText } from "./functionText";
import { layerText } from "./layerText";
import { isModel, modelLine } from "./modelSummary";
import { isTensor, tensorLine } from "./tensorText";

/** So many properties and elements are looked at. */
const PROPERTIES = 90;
/** So many numbers of a typed array inside a structure. */
const INLINE = 6;
const FRAMES = 5;

/** Elements shown of each array, by how deep arrays lie in arrays. */
const ELEMENTS = [PROPERTIES, PROPERTIES, 20, 8];

export function inspection(value: unknown): string {
  const { shown, more } = shortened(value);
  const inspected = inspect(shown, {
    depth: 3,
    maxArrayLength: ELEMENTS[nesting(value)] ?? 4,
    maxStringLength: 5_000,
  });
  const whole = typeof value === "function" ? functionText(value as () => unknown, inspected) : inspected;
  const text = cut(shortStacks(whole));
  return more === 0 ? text : `${text}\n… ${grouped(more)} more properties`;
}

/** Past the array's own methods: a notebook may have patched them. */
const beginning = (array: unknown[], length: number): unknown[] =>
  Array.prototype.slice.call(array, 0, length);

/** How deep arrays lie in arrays, up to where there is no further bound. */
function nesting(value: unknown, depth = 0): number {
  if (depth === ELEMENTS.length || !Array.isArray(value) || types.isProxy(value)) return depth;
  return Math.max(depth + 1, ...beginning(value, 3).map((element) => nesting(element, depth + 1)));
}

/** The value with its tensors, layers and models told in one line each, and without the properties that are too many. */
function shortened(value: unknown): { shown: unknown; more: number } {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return { shown: value, more: 0 };
  if (Array.isArray(value)) return { shown: hasLines(value) ? arrayWithLines(value) : value, more: 0 };
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain) return { shown: value, more: 0 };
  const names = Object.keys(value);
  const first = names
    .slice(0, PROPERTIES)
    .map((name) => [name, Object.getOwnPropertyDescriptor(value, name)] as const);
  // The copy is for the eye only: a circular object is better seen as it is.
  if (names.length <= PROPERTIES && !hasLines(first.map(([, property]) => property?.value))) {
    return { shown: value, more: 0 };
  }
  const shown = Object.create(prototype);
  for (const [name, property] of first) {
    const described =
      property && "value" in property ? { ...property, value: standIn(property.value) } : property;
    Object.defineProperty(shown, name, described ?? {});
  }
  return { shown, more: names.length - first.length };
}

/** Further elements are counted, not shown. */
const arrayWithLines = (array: unknown[]) =>
  Array.prototype.map.call(array, (element, index) => (index < PROPERTIES ? standIn(element) : element));

const hasLines = (values: unknown[]) =>
  beginning(values, PROPERTIES).some((value) => lineOf(value) !== undefined);

/** An object that Node's inspector writes as the line for the value; the value itself where it has none. */
function standIn(value: unknown): unknown {
  const line = lineOf(value);
  return line === undefined ? value : { [inspect.custom]: () => line };
}

function lineOf(value: unknown): string | undefined {
  if (isTensor(value)) return tensorLine(value);
  if (isModel(value)) return modelLine(value);
  if (isNumberArray(value)) return typedArrayText(value, INLINE);
  return layerText(value);
}

const FRAME = /^\s+at .*(:\d+:\d+\)?|\))( \{)?$/;
const OF_OTHERS = /[\\/]node_modules[\\/]|\(node:|at node:/;

/** Stack traces by their first frames, without those of packages and of Node. */
function shortStacks(text: string): string {
  if (!text.includes("\n    at ")) return text;
  const lines: string[] = [];
  let frames = 0;
  for (const line of text.split("\n")) {
    const isFrame = FRAME.test(line);
    const isShown = !isFrame || !OF_OTHERS.test(line);
    if (!isFrame) frames = 0;
    else if (isShown) frames++;
    // The brace opens the error's own properties.
    if (isShown && frames <= FRAMES) lines.push(line);
    else if (line.endsWith(" {")) lines.push("    … {");
  }
  return lines.join("\n");
}
