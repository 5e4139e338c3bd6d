/** The notebook as a module: what `require`, `module` and imports mean in its cells. */
import { createRequire, Module } from "node:module";
import path from "node:path";
import type { ConvertedModule } from "../language/conversion";

export class NotebookModule {
  readonly filename: string;
  readonly module: Module;
  readonly require: NodeJS.Require;

  constructor(readonly folder: string) {
    this.filename = path.join(folder, "notebook.ts");
    this.module = new Module(this.filename);
    this.require = createRequire(this.filename);
  }

  defineModules(_modules: ConvertedModule[]): void {}

  readonly importModule = async (specifier: string): Promise<unknown> => this.require(specifier);
}
