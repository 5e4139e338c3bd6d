/** Which Pythons can carry the environment. */
import { platformHasWheel } from "../../engine";

/** A version as Python gives it: major, minor, micro. */
export type PythonVersion = readonly [number, number, number];

/** The minor versions of Python 3 that are supported, both ends included. */
export interface PythonRange {
  readonly oldest: number;
  readonly newest: number;
}

/** The wheels of TensorFlow 2.21.0 are cp310 to cp313. */
const wheelRange: PythonRange = { oldest: 10, newest: 13 };

/** Where TensorFlow has no wheel, only JupyterLab sets a limit. */
const jupyterRange: PythonRange = { oldest: 10, newest: Number.POSITIVE_INFINITY };

/** The range for this machine. */
export function supportedRange(): PythonRange {
  return platformHasWheel() ? wheelRange : jupyterRange;
}

/** Whether a version is in the range or, if not, on which side of it. */
export function judgeVersion(
  [major, minor]: PythonVersion,
  { oldest, newest }: PythonRange,
): "supported" | "too old" | "too new" {
  if (major < 3 || (major === 3 && minor < oldest)) return "too old";
  return major > 3 || minor > newest ? "too new" : "supported";
}

/** "3.10 to 3.13" or "3.10 or newer". */
export function describeRange({ oldest, newest }: PythonRange): string {
  return Number.isFinite(newest) ? `3.${oldest} to 3.${newest}` : `3.${oldest} or newer`;
}
