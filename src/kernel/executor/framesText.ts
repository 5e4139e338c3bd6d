/** Stack frames as lines of a traceback: each place with its line of code, the first with those around it. */
import path from "node:path";
import { bold, dim, red } from "../textStyle";
import { sourceLines } from "./sources";
import type { StackFrame } from "./stackFrames";

/** Lines shown before and after the first place. */
const AROUND = 2;
const FRAMES_AT_MOST = 20;

/** @param context whether the first place is shown with the lines around it. */
export function framesText(frames: StackFrame[], context: boolean): string[] {
  const text: string[] = [];
  const seen = new Set<string>();
  let shown = 0;
  let left = 0;
  const tellLeftOut = () => {
    // V8 has recorded no more than its limit.
    const least = frames.length >= Error.stackTraceLimit - 1 ? "at least " : "";
    if (left > 0) text.push(dim(`  … ${least}${left.toLocaleString("en")} more`));
    left = 0;
  };
  for (const frame of frames) {
    const place = `${frame.caller} ${frame.file} ${frame.line}`;
    // A function that calls itself passes the same place again and again.
    if (seen.has(place) || shown === FRAMES_AT_MOST) {
      left++;
      continue;
    }
    tellLeftOut();
    seen.add(place);
    text.push(...frameText(frame, context && shown === 0 ? AROUND : 0));
    shown++;
  }
  tellLeftOut();
  return text;
}

function frameText({ caller, file, line }: StackFrame, around: number): string[] {
  const called = caller === "" ? "" : `${bold(caller)}, `;
  const lines = sourceLines(file);
  const text = [`  at ${called}${placeText(file, line)}`];
  const first = Math.max(1, line - around);
  const last = Math.min(lines.length, line + around);
  const digits = String(last).length;
  for (let number = first; number <= last; number++) {
    const code = lines[number - 1] ?? "";
    if (code.trim() === "" && (number === first || number === last)) continue;
    const gutter = String(number).padStart(digits);
    text.push(number === line ? `  ${red("→")} ${gutter} ${code}` : dim(`    ${gutter} ${code}`));
  }
  return text;
}

function placeText(file: string, line: number): string {
  if (file.startsWith("cell [")) return `${file.replaceAll("′", "")}, line ${line}`;
  const relative = path.relative(process.cwd(), file);
  return `${relative.startsWith("..") ? file : relative}:${line}`;
}
