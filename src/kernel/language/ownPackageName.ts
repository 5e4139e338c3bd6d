/** `trainbook` in an import's string: inside its own checkout it lies in no node_modules, where the compiler looks. */
import { createRequire } from "node:module";
import path from "node:path";
import type { Completion } from "./answers";

const NAME = "trainbook";
const IMPORT_STRING = /(?:\bfrom|\bimport|\brequire\()\s*["']([\w-]*)$/;

/** A completion with `trainbook` added, where it fits and can be imported from the folder. */
export function withOwnPackageName(completion: Completion, before: string, folder: string): Completion {
  const [, prefix] = IMPORT_STRING.exec(before) ?? [];
  const { matches } = completion;
  if (prefix === undefined || !NAME.startsWith(prefix) || matches.some(({ text }) => text === NAME)) {
    return completion;
  }
  if (!canImport(folder)) return completion;
  const own = { text: NAME, kind: "module", signature: undefined };
  return { ...completion, matches: [own, ...matches], start: before.length - prefix.length };
}

function canImport(folder: string): boolean {
  try {
    createRequire(path.join(folder, "notebook.ts")).resolve(NAME);
    return true;
  } catch {
    return false;
  }
}
