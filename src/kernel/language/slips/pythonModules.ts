/** Modules of Python that learners know from books, with what takes their part in TypeScript. */

const tensorflow = 'import * as tf from "@tensorflow/tfjs-node-gpu"';

const modules = new Map([
  ["tensorflow", tensorflow],
  ["keras", `${tensorflow} for layers and models; fit, callbacks and the rest come from "trainbook"`],
  ["numpy", `tensors do what arrays of numpy do: ${tensorflow}`],
  ["torch", `the course trains with TensorFlow: ${tensorflow}`],
  ["matplotlib", 'import { plot } from "trainbook"'],
  ["seaborn", 'import { plot } from "trainbook"'],
  ["pandas", "an array of objects takes the part of a data frame, and shows as a table"],
  ["math", "nothing to import: Math is there (Math.sqrt, Math.PI)"],
  ["random", 'nothing to import: Math.random(); for equal runs import { setSeed } from "trainbook"'],
  ["time", "nothing to import: performance.now() gives milliseconds"],
  ["json", "nothing to import: JSON.parse and JSON.stringify are there"],
  ["re", "nothing to import: a regular expression is written /…/"],
  ["datetime", "nothing to import: new Date() is there"],
  ["os", 'import * as path from "node:path", and import * as fs from "node:fs"'],
  ["pathlib", 'import * as path from "node:path"'],
  ["sys", "nothing to import: process is there (process.argv, process.version)"],
  ["subprocess", 'import { execSync } from "node:child_process"'],
]);

/** The cure for importing a module of Python. */
export function pythonModuleCure(module: string): string | undefined {
  return modules.get(module.split(".", 1)[0] ?? "");
}

/** Packages of Python's whose names may stand in an import of TypeScript. */
const PACKAGES = new Set(["tensorflow", "keras", "numpy", "torch", "matplotlib", "seaborn", "pandas"]);

/** The import to write instead of a package of Python's. */
export function pythonPackageCure(name: string): string | undefined {
  return PACKAGES.has(name) ? modules.get(name) : undefined;
}
