/** Functions of `node:util` that tfjs-node-gpu 4.22 calls: Node 23 removed them, and 22 warns of `isArray`. */
import util from "node:util";

/** Puts `util.isNullOrUndefined` and `util.isArray` in place, for tfjs-node-gpu's sake. */
export function restoreUtilFunctions(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
}
