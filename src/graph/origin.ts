/** Where an operation of a graph comes from: the layer in whose call it was made, and the learner's own line. */
import path from "node:path";
import { packageRoot } from "../engine";
import { layerInCall } from "../tfjs";

export interface Origin {
  /** Such as `MatMul`. */
  operation: string;
  /** In words: `the layer "dense_1", cell [3], line 4`. */
  place: string;
}

/** V8 records 10 frames, fewer than tfjs has between a method of a tensor and its operation. */
const FRAMES = 200;

const FRAME = /^ +at (?:async )?(?:.* \()?((?:file:\/\/)?[^()]+?):(\d+):\d+\)?$/;

/** Asked while the operation is traced. @param of the function that is traced. */
export function originOf(operation: string, of: string): Origin {
  const layer = layerInCall();
  const line = learnersLine();
  const place = layer ? `the layer "${layer.name}"` : of;
  return { operation, place: line === undefined ? place : `${place}, ${line}` };
}

/** The innermost line that is in no package, where there is one. */
function learnersLine(): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = limit;
  for (const text of stack.split("\n")) {
    const [, file, line] = FRAME.exec(text) ?? [];
    if (file === undefined || isOfPackage(file)) continue;
    return file.startsWith("cell [")
      ? `${file.replaceAll("′", "")}, line ${line}`
      : `${path.basename(file)}:${line}`;
  }
  return undefined;
}

/** Our own code, which is no package's where it lies in a checkout. */
const ownFolders = ["dist", "src"].map((name) => path.join(packageRoot, name) + path.sep);

const isOfPackage = (file: string): boolean =>
  file.startsWith("node:") ||
  file.startsWith("<") ||
  // Where source maps are followed, tfjs's files are in folders of these names.
  /[\\/](node_modules|tfjs-\w+)[\\/]/.test(file) ||
  ownFolders.some((folder) => file.startsWith(folder));
