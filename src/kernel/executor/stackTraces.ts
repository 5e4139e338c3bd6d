/**
 * Stack traces in the learner's lines: `error.stack` and `console.log(error)` name places in cells and TypeScript
 * files as they were written, and leave out the kernel.
 */
import { withoutConversion } from "./conversionTraces";
import { asLearners } from "./learnersSide";
import { originalPlace } from "./sources";

/** The kernel's own files. */
const ownFolder = __dirname;

/** A place in a cell (`cell [3]:2:5`) or in a file. */
const PLACE = /(cell \[\d+\]′*|(?:\/|[A-Za-z]:\\)[^():]*):(\d+):(\d+)/g;

export function mapStackTraces(): void {
  Error.prepareStackTrace = asLearners((error: Error, sites: NodeJS.CallSite[]) => {
    const frames = Array.prototype.slice
      .call(sites)
      .filter((site) => !site.getFileName()?.startsWith(ownFolder))
      .map((site) => `\n    at ${withOriginalPlaces(String(site))}`);
    while (frames.length > 0 && frames.at(-1)?.includes("node:internal")) frames.pop();
    return headerOf(error) + frames.join("");
  });
}

function withOriginalPlaces(frame: string): string {
  return frame
    .replace(/^Object\.<anonymous> \((cell .*)\)$/, "$1")
    .replace(PLACE, (text, file: string, line: string, column: string) => {
      const place = originalPlace(file, Number(line), Number(column));
      return place ? `${file}:${place.line}:${place.column}` : text;
    });
}

const errorText = Error.prototype.toString;

function headerOf(error: unknown): string {
  try {
    return withoutConversion(Reflect.apply(errorText, error, []));
  } catch {
    return "Error";
  }
}
