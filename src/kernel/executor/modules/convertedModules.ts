/**
 * The TypeScript files that cells import. A file whose JavaScript has changed since, or that uses such a file, is
 * evaluated again by the next import; what cells have imported from it before stays as it was.
 */
import { Module } from "node:module";
import path from "node:path";
import { type ConvertedModule, moduleParameters } from "../../language/conversion";
import { convertedFunction } from "../convertedFunction";
import { check } from "../interrupts";
import { addModuleSource } from "../sources";

interface Entry {
  javascript: string;
  /** The module, once it has been evaluated or while it is. */
  module?: Module;
  /** The converted modules that it has required. */
  uses: Set<string>;
}

/** `import()` as cells and modules have it, with the `import.meta` of their file. */
export type Import = ((specifier: string) => Promise<unknown>) & { meta: object };

/** Makes the `require` and `__import` of a module. */
export interface ModuleSurroundings {
  require: NodeJS.Require;
  importModule: Import;
}

export class ConvertedModules {
  private readonly entries = new Map<string, Entry>();

  /** Takes in modules, each after those that it uses. */
  define(modules: ConvertedModule[]): void {
    const changed = new Set<string>();
    for (const { path: file, javascript, sourceMap } of modules) {
      const known = this.entries.get(file);
      const same = known?.javascript === javascript;
      if (same && ![...known.uses].some((used) => changed.has(used))) continue;
      changed.add(file);
      this.entries.set(file, { javascript, uses: new Set() });
      if (!same) addModuleSource(file, sourceMap);
    }
  }

  has(file: string): boolean {
    return this.entries.has(file);
  }

  /** The module's exports; of one that is being evaluated, those it has so far. */
  load(file: string, user: string | undefined, surround: (file: string) => ModuleSurroundings): unknown {
    const entry = this.entries.get(file);
    if (!entry) throw new Error(`no converted module ${file}`);
    if (user !== undefined) this.entries.get(user)?.uses.add(file);
    if (entry.module) return entry.module.exports;
    const module = new Module(file);
    module.filename = file;
    entry.module = module;
    try {
      this.evaluate(file, entry.javascript, module, surround(file));
      module.loaded = true;
    } catch (error) {
      // The next import tries again.
      entry.module = undefined;
      throw error;
    }
    return module.exports;
  }

  private evaluate(file: string, javascript: string, module: Module, around: ModuleSurroundings): void {
    const { require, importModule } = around;
    const body = convertedFunction("function", moduleParameters, javascript, file);
    const { exports } = module;
    const values = [exports, require, module, file, path.dirname(file), importModule, check];
    Reflect.apply(body, exports, values);
  }
}
