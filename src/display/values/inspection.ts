/** Any value as Node's inspector writes it, within bounds: of what is huge only the beginning is looked at. */
import { inspect, types } from "node:util";
import { grouped } from "./cut";
import { functionText } from "./functionText";
import { layerText } from "./layerText";
import { isModel, modelLine } from "./modelSummary";
import { isTensor, tensorLine } from "./tensorText";

const PROPERTIES = 100;
const FRAMES = 5;

/** Elements shown of each array, by how deep arrays lie in arrays. */
const ELEMENTS = [100, 100, 20, 8];

export function inspection(value: unknown): string {
  const { shown, more } = shortened(value);
  const text = inspect(shown, {
    depth: 3,
    maxArrayLength: ELEMENTS[nesting(value)] ?? 4,
    maxStringLength: 5_000,
  });
  const whole = typeof value === "function" ? functionText(value as () => unknown, text) : text;
  return more === 0 ? shortStacks(whole) : `${shortStacks(whole)}\n… ${grouped(more)} more properties`;
}

/** How deep arrays lie in arrays. */
function nesting(value: unknown): number {
  if (!Array.isArray(value) || types.isProxy(value)) return 0;
  return 1 + Math.max(0, ...value.slice(0, 3).map(nesting));
}

/** The value with its tensors, layers and models told in one line each, and without the properties that are too many. */
function shortened(value: unknown): { shown: unknown; more: number } {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return { shown: value, more: 0 };
  if (Array.isArray(value)) return { shown: hasLines(value) ? value.map(standIn) : value, more: 0 };
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return { shown: value, more: 0 };
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

const hasLines = (values: unknown[]) =>
  values.slice(0, PROPERTIES).some((value) => lineOf(value) !== undefined);

/** An object that Node's inspector writes as the line for the value; the value itself where it has none. */
function standIn(value: unknown): unknown {
  const line = lineOf(value);
  return line === undefined ? value : { [inspect.custom]: () => line };
}

function lineOf(value: unknown): string | undefined {
  if (isTensor(value)) return tensorLine(value);
  if (isModel(value)) return modelLine(value);
  return layerText(value);
}

const FRAME = /^\s+at .*(:\d+:\d+\)?|\))( \{)?$/;

/** Stack traces by their first frames. */
function shortStacks(text: string): string {
  if (!text.includes("\n    at ")) return text;
  const lines: string[] = [];
  let frames = 0;
  for (const line of text.split("\n")) {
    frames = FRAME.test(line) ? frames + 1 : 0;
    // The brace opens the error's own properties.
    if (frames <= FRAMES) lines.push(line);
    else if (line.endsWith(" {")) lines.push("    … {");
  }
  return lines.join("\n");
}
