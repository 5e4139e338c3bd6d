/**
 * The texts of cells and of converted modules by the name under which V8 knows their JavaScript, so that an error
 * can show the learner's own lines.
 */
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";

interface Source {
  /** The learner's code; undefined for a file, which is read when it is needed. */
  text?: string;
  map: string;
}

/** A place in what the learner wrote; both count from 1. */
export interface Place {
  line: number;
  column: number;
}

/** Characters of sources and maps that are kept; the oldest go first. */
const KEPT = 32_000_000;

const sources = new Map<string, Source>();
let kept = 0;

/** Remembers a cell and returns the name for its JavaScript: `cell [3]`, with a prime for each run of that number before. */
export function addSource(
  count: number,
  { source, sourceMap }: { source: string; sourceMap: string },
): string {
  let name = `cell [${count}]`;
  while (sources.has(name)) name += "′";
  add(name, { text: source, map: sourceMap });
  return name;
}

/** Remembers the source map of a converted module, in place of an earlier one. */
export function addModuleSource(path: string, sourceMap: string): void {
  add(path, { map: sourceMap });
}

function add(name: string, source: Source): void {
  remove(name);
  sources.set(name, source);
  kept += sizeOf(source);
  for (const oldest of sources.keys()) {
    if (kept <= KEPT || oldest === name) break;
    remove(oldest);
  }
}

function remove(name: string): void {
  const source = sources.get(name);
  if (!source) return;
  kept -= sizeOf(source);
  sources.delete(name);
}

const sizeOf = ({ text = "", map }: Source) => text.length + map.length;

/** The learner's place for a place in the JavaScript of `name`. */
export function originalPlace(name: string, line: number, column: number): Place | undefined {
  const source = sources.get(name);
  if (!source) return undefined;
  try {
    const entry = parsedMap(source).findEntry(line - 1, column - 1);
    if (!("originalLine" in entry)) return undefined;
    return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  } catch {
    return undefined;
  }
}

/** The map that was read last: the frames of a stack often lie in one cell, and a parsed map is large. */
let latest: { source: Source; map: SourceMap } | undefined;

function parsedMap(source: Source): SourceMap {
  if (latest?.source !== source) latest = { source, map: new SourceMap(JSON.parse(source.map)) };
  return latest.map;
}

/** The lines of a cell, or of a file, as the learner wrote them; none where they are not known any more. */
export function sourceLines(name: string): string[] {
  try {
    return (sources.get(name)?.text ?? readFileSync(name, "utf8")).split("\n");
  } catch {
    return [];
  }
}
