/** The frames of an error's stack that a learner can act on: in cells and in files that are nobody's package. */
import { fileURLToPath } from "node:url";

export interface StackFrame {
  /** The function, or "" at the top of a cell or a module. */
  caller: string;
  /** `cell [3]`, or a file's path. */
  file: string;
  line: number;
}

export interface Stack {
  frames: StackFrame[];
  /** Where there are no such frames: the package from which the error comes. */
  packageName?: string;
}

const FRAME = /^ +at (?:(.*?) \()?(.+?):(\d+):\d+\)?$/;
/** Code made by `eval` has no file; it is shown where it was made. */
const EVALUATED = /\((?:eval at .*?)?(cell \[\d+\]′*):(\d+):\d+\), <anonymous>/;

export function learnersStack(stack: string): Stack {
  const frames: StackFrame[] = [];
  let packageName: string | undefined;
  for (const text of stack.split("\n")) {
    const frame = frameOf(text);
    if (!frame) continue;
    if (isLearners(frame.file)) frames.push(frame);
    else packageName ??= packageOf(frame.file);
  }
  return frames.length > 0 ? { frames } : { frames, packageName };
}

function frameOf(text: string): StackFrame | undefined {
  const frame = FRAME.exec(text);
  if (!frame) return undefined;
  const [, called = "", file = "", line = ""] = frame;
  const evaluated = EVALUATED.exec(text);
  if (evaluated) return { caller: "eval", file: evaluated[1] ?? "", line: Number(evaluated[2]) };
  return { caller: callerOf(called), file: pathOf(file), line: Number(line) };
}

/** V8's name for a function, without what the kernel's conversion has put before it. */
function callerOf(called: string): string {
  const name = called
    .replace(/^async /, "")
    .replace(/ \[as .*\]$/, "")
    .replace(/^(Object|Module|Proxy|exports|__cells|undefined)\./, "");
  return name.startsWith("<anonymous>") || name.endsWith(".<anonymous>") ? "" : name;
}

function pathOf(file: string): string {
  return file.startsWith("file://") ? fileURLToPath(file) : file;
}

const isCell = (file: string) => file.startsWith("cell [");
const isPath = (file: string) => /^(\/|[A-Za-z]:[\\/])/.test(file);

function isLearners(file: string): boolean {
  return isCell(file) || (isPath(file) && packageOf(file) === undefined);
}

/** trainbook's own code, which is a package to the learner even where it lies in a checkout. */
const trainbookFolder = __dirname.replace(/kernel[\\/]executor$/, "");

function packageOf(file: string): string | undefined {
  if (file.startsWith(trainbookFolder)) return "trainbook";
  return /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1]?.replace("\\", "/");
}
