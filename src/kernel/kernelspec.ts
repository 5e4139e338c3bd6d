/**
 * The kernelspec `tslab`: the file by which Jupyter knows how to start our kernel. It lies in trainbook's own
 * Python environment, as `jupyter kernelspec install --sys-prefix` would put it.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { environmentFolder, packageRoot } from "../engine";
import { serverEnvironment } from "./serverEnvironment";

/** The findings of `inspectKernelspec`. */
export interface KernelspecReport {
  /** "stale": of another trainbook, or written by an older one; "broken": what it starts is not there. */
  state: "ok" | "missing" | "stale" | "broken";
  /** Where the kernelspec is, or should be. */
  path: string;
  problem?: string;
  cure?: string;
}

const CURE = "npx trainbook setup";
const launcher = path.join(packageRoot, "dist", "kernel", "launch.js");

const jupyterFolder = (environment: string) => path.join(environment, "share", "jupyter");

const kernelspecFile = (environment: string) =>
  path.join(jupyterFolder(environment), "kernels", "tslab", "kernel.json");

/** The kernelspec as this Node and this trainbook write it. */
function kernelspec(): object {
  return {
    argv: [process.execPath, launcher, "{connection_file}"],
    env: serverEnvironment,
    display_name: "TypeScript (tslab)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false },
  };
}

/** Writes the kernelspec into a Python environment and returns its path. Writing it again changes nothing. */
export function installKernelspec(environment: string = environmentFolder()): string {
  const file = kernelspecFile(environment);
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(kernelspec(), null, 2)}\n`);
  renameSync(temporary, file);
  return file;
}

/** Says whether the kernelspec is there and starts this trainbook's kernel with a Node that exists. */
export function inspectKernelspec(environment: string = environmentFolder()): KernelspecReport {
  const file = kernelspecFile(environment);
  if (!existsSync(file)) {
    return { state: "missing", path: file, problem: `no kernelspec at ${file}`, cure: CURE };
  }
  const found = parsed(file);
  if (!found) return { state: "broken", path: file, problem: `${file} is not a kernelspec`, cure: CURE };
  const [node = ""] = found.argv;
  if (!existsSync(node)) {
    return { state: "broken", path: file, problem: `it starts ${node}, which is not there`, cure: CURE };
  }
  if (!existsSync(launcher)) {
    return { state: "broken", path: file, problem: `it starts ${launcher}, which is not built`, cure: CURE };
  }
  // Another Node than the one that is running now is no fault: versions live side by side.
  const expected = { ...kernelspec(), argv: [node, launcher, "{connection_file}"] };
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    return { state: "stale", path: file, problem: "it was written by another trainbook", cure: CURE };
  }
  return { state: "ok", path: file };
}

function parsed(file: string): { argv: string[] } | undefined {
  try {
    const spec = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(spec?.argv) ? spec : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The environment variables with which any Jupyter command finds our kernelspec before another of the same
 * name, such as a stock tslab in the user's home.
 */
export function jupyterVariables(environment: string = environmentFolder()): Record<string, string> {
  const folders = [jupyterFolder(environment), process.env.JUPYTER_PATH].filter(Boolean);
  return { JUPYTER_PATH: folders.join(path.delimiter) };
}
