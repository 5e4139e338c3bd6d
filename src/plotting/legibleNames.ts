/** Names as drawings have room for them, no two of them alike. */
import { textWidth } from "./rendering";

export interface Room {
  /** Pixels for a name. */
  width: number;
  font: Parameters<typeof textWidth>[1];
}

const GAP = "…";

/**
 * Names that are too long lose their middle, or what they have in common with another that would look the same; those
 * that are the same from the start are followed by a number.
 */
export function legibleNames(names: readonly string[], room: Room): string[] {
  const distinct = distinctNames(names);
  const fits = (name: string) => textWidth(name, room.font) <= room.width;
  const alike = new Map<string, string[]>();
  const short = distinct.map((name) => {
    const shortened = fits(name) ? name : withoutMiddle(name, room);
    alike.set(shortened, [...(alike.get(shortened) ?? []), name]);
    return shortened;
  });
  return distinctNames(
    distinct.map((name, index) => {
      const others = alike.get(short[index] as string) ?? [];
      return others.length > 1
        ? fromDifference(name, lengthInCommon(others), room)
        : (short[index] as string);
    }),
  );
}

/** A name that looks like one before it is followed by a number: `cat`, `cat (2)`. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names.map(lookOf));
  const given = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let count = 2; given.has(lookOf(distinct)); count++) {
      const next = `${name.trimEnd()} (${count})`;
      if (!taken.has(next)) distinct = next;
    }
    given.add(lookOf(distinct));
    return distinct;
  });
}

/** Spaces at the ends, and several in a row, are not seen. */
const lookOf = (name: string): string => name.normalize().trim().replace(/\s+/g, " ");

/** The longest beginning and end that there is room for. */
function withoutMiddle(name: string, room: Room): string {
  const letters = [...name];
  const cut = (count: number) =>
    [
      ...letters.slice(0, Math.ceil(count / 2)),
      GAP,
      ...letters.slice(letters.length - Math.floor(count / 2)),
    ].join("");
  return longest(letters.length - 1, cut, room);
}

/** The beginning, as far as there is room, and all from where it differs from others. */
function fromDifference(name: string, start: number, room: Room): string {
  const letters = [...name];
  const rest = letters.slice(start);
  const whole = (count: number) => [...letters.slice(0, count), GAP, ...rest].join("");
  if (textWidth(whole(0), room.font) <= room.width) return longest(Math.max(0, start - 1), whole, room);
  return longest(rest.length, (count) => [GAP, ...rest.slice(0, count), GAP].join(""), room);
}

/** The result of `cut` for the greatest count that there is room for. */
function longest(most: number, cut: (count: number) => string, { width, font }: Room): string {
  let [fitting, tooLong] = [0, most + 1];
  while (tooLong - fitting > 1) {
    const count = Math.floor((fitting + tooLong) / 2);
    if (textWidth(cut(count), font) <= width) fitting = count;
    else tooLong = count;
  }
  return cut(fitting);
}

function lengthInCommon(names: readonly string[]): number {
  const [first = [], ...others] = names.map((name) => [...name]);
  const differs = first.findIndex((letter, index) => others.some((other) => other[index] !== letter));
  return differs < 0 ? first.length : differs;
}

/** Vega-Lite's options of an axis or a legend that shows names as they are legible. */
export function legibleLabels(names: readonly string[], room: Room): Record<string, unknown> {
  const short = legibleNames(names, room);
  if (short.every((name, index) => name === names[index])) return { labelLimit: 0 };
  const byName = Object.fromEntries(names.map((name, index) => [name, short[index]]));
  return { labelLimit: 0, labelExpr: `(${JSON.stringify(byName)})[datum.label] || datum.label` };
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** Reads from left to right, and is not seen. */
const LEFT_TO_RIGHT = "\u200e";

/**
 * `label → prediction`, the label on the left also of names that are read from right to left.
 *
 * @returns the two lines that it may be broken into.
 */
export function arrowBetween(label: string, prediction: string): [string, string] {
  const mark = RIGHT_TO_LEFT.test(label + prediction) ? LEFT_TO_RIGHT : "";
  return [`${mark}${label}${mark}`, `${mark}→ ${mark}${prediction}${mark}`];
}
