/**
 * The notebook as a module: what imports, `require` and `module` mean in its cells. Modules are found from the
 * notebook's folder upward. CommonJS and, where Node allows it, ES modules come through `require`, so that a cell
 * and the packages that it uses share one copy of each.
 */
import { createRequire, isBuiltin, Module } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import type { ConvertedModule } from "../../language/conversion";
import { asLearners, loadTslab, registerBinding, returningPromise, settle } from "../learnersSide";
import { forgetIfChanged, noteLoaded } from "./changedFiles";
import { ConvertedModules, type Import, type ModuleSurroundings } from "./convertedModules";
import { moduleNamespace } from "./moduleNamespace";
import { moduleNotFound } from "./moduleNotFoundError";

/** Why `require` refuses a module that `import()` loads: a top-level await, or exports for `import` alone. */
const ONLY_IMPORTABLE = new Set([
  "ERR_REQUIRE_ESM",
  "ERR_REQUIRE_ASYNC_MODULE",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
]);
const NOT_FOUND = new Set(["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND", "ERR_UNKNOWN_BUILTIN_MODULE"]);

export class NotebookModule {
  readonly filename: string;
  readonly module: Module;
  readonly require: NodeJS.Require;
  readonly importModule: Import;
  private readonly converted = new ConvertedModules();

  constructor(readonly folder: string) {
    this.filename = path.join(folder, "notebook.ts");
    this.module = new Module(this.filename);
    this.module.filename = this.filename;
    const { require, importModule } = this.surroundings(this.filename);
    this.require = require;
    this.importModule = importModule;
  }

  /** Takes in the TypeScript files that a cell is about to import. */
  defineModules(modules: ConvertedModule[]): void {
    this.converted.define(modules);
  }

  private surroundings(file: string): ModuleSurroundings {
    const nodeRequire = createRequire(file);
    const nativeImport = importFrom(file);
    const load = (specifier: string): unknown => {
      if (this.converted.has(specifier)) {
        return this.converted.load(specifier, file, (path) => this.surroundings(path));
      }
      if (specifier === "tslab") return loadTslab();
      if (specifier.startsWith("@tensorflow/")) useOwnBinding();
      if (!isPath(specifier)) return nodeRequire(specifier);
      const own = nodeRequire.resolve(specifier);
      forgetIfChanged(own);
      const exports = nodeRequire(own);
      noteLoaded(own);
      return exports;
    };
    const named = (error: unknown, specifier: string) =>
      isMissing(error, file) ? moduleNotFound(specifier, path.dirname(file)) : error;
    const requireModule = (specifier: string): unknown => {
      try {
        return load(specifier);
      } catch (error) {
        throw named(error, specifier);
      }
    };
    const importModule = async (specifier: string): Promise<unknown> => {
      try {
        return moduleNamespace(isUrl(specifier) ? await nativeImport(specifier) : load(specifier));
      } catch (error) {
        if (!ONLY_IMPORTABLE.has(codeOf(error))) throw named(error, specifier);
      }
      try {
        return await nativeImport(specifier);
      } catch (error) {
        throw named(error, specifier);
      }
    };
    const url = pathToFileURL(file).href;
    const resolve = (specifier: string) =>
      isUrl(specifier) || isBuiltin(specifier)
        ? specifier
        : pathToFileURL(nodeRequire.resolve(specifier)).href;
    const meta = { url, filename: file, dirname: path.dirname(file), resolve };
    return {
      require: Object.assign(asLearners(requireModule), nodeRequire),
      importModule: Object.assign(returningPromise(importModule), { meta }),
    };
  }
}

/** `import()` as a file has it. */
function importFrom(file: string): (specifier: string) => Promise<unknown> {
  const native = new Script("(specifier) => import(specifier)", {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext() as (specifier: string) => Promise<unknown>;
  return (specifier) => new Promise((resolve, reject) => settle(native(specifier), resolve, reject));
}

const isPath = (specifier: string) => /^\.{0,2}[\\/]|^\.{1,2}$|^[A-Za-z]:/.test(specifier);
const isUrl = (specifier: string) => /^(file|data|https?):/.test(specifier);

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code ?? "");
}

/** True where the module that `file` asks for is missing, rather than one that it asks for itself. */
function isMissing(error: unknown, file: string): boolean {
  if (!NOT_FOUND.has(codeOf(error))) return false;
  const { requireStack, message } = error as { requireStack?: string[]; message: string };
  return requireStack
    ? requireStack[0] === file
    : !message.includes(" imported from ") || message.includes(file);
}

let bindingSought = false;

/** tfjs-node-gpu runs on TensorFlow's own library, also where it is imported before trainbook. */
function useOwnBinding(): void {
  if (bindingSought) return;
  bindingSought = true;
  try {
    registerBinding();
  } catch {
    // Where tfjs-node-gpu is not installed, or runs on a binding of its own, its import tells.
  }
}
