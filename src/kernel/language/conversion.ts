/**
 * The language layer's conversion of a cell: JavaScript for the executor, or the error that the learner sees.
 *
 * The JavaScript is the body of an async function with the parameters of `cellParameters`, in this order:
 * - `__cells`: the plain object that holds every top-level name of every cell. Each reference to such a name is a
 *   property access on it, so that a function of an early cell sees what a later cell assigns or redefines.
 * - `__import(specifier)`: a promise of a module's namespace, for static imports and for `import()` alike. A
 *   specifier of a relative TypeScript file has been replaced by its absolute path.
 * - `__check(value?)`: stands in every loop body, `catch` block and around every awaited value; it returns `value`,
 *   or throws where the cell was interrupted.
 * The rest are Node's own: `require`, `module`, `exports`, `__filename`, `__dirname`.
 * The body returns `{ __proto__: null, value }` where the cell ends in an expression, else undefined.
 */
import type { CellError } from "../cellError";

/** The parameters of a converted cell. */
export const cellParameters = [
  "__cells",
  "__import",
  "__check",
  "require",
  "module",
  "exports",
  "__filename",
  "__dirname",
] as const;

/** The parameters of a converted module: an imported TypeScript file as CommonJS. */
export const moduleParameters = [
  "exports",
  "require",
  "module",
  "__filename",
  "__dirname",
  "__import",
  "__check",
] as const;

/** A cell that may run. */
export interface ConvertedCell {
  ok: true;
  javascript: string;
  /** A source map, version 3, as JSON text: from `javascript` to the cell as the learner wrote it. */
  sourceMap: string;
  /** The TypeScript files that the cell imports, directly or not, each after those that it needs itself. */
  modules: ConvertedModule[];
  /** The names of the values that the cell declares. */
  declares: string[];
  /** Notices to the learner about a cell that may run all the same: one text each, with its cure. */
  notices: string[];
  /** False where the cell ends in a declaration, or in an expression with a semicolon after it. */
  showsResult: boolean;
}

/** An imported TypeScript file. `require` in it is given absolute paths for other TypeScript files. */
export interface ConvertedModule {
  /** The file's absolute path. */
  path: string;
  javascript: string;
  sourceMap: string;
}

/** A cell that may not run: what the type check or the parser found, as Jupyter shows it. */
export interface RejectedCell {
  ok: false;
  error: CellError;
}

export type Conversion = ConvertedCell | RejectedCell;
