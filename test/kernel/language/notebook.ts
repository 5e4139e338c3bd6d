/** A notebook without a kernel: cells are converted and run here, one after the other. */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { runInThisContext } from "node:vm";
import { cellParameters, moduleParameters } from "../../../src/kernel/language";
import type { Conversion } from "../../../src/kernel/language/conversion";
import { Converter } from "../../../src/kernel/language/converter";
import { Project } from "../../../src/kernel/language/project";

type Parameters = readonly string[];

export class TestNotebook {
  readonly folder = mkdtempSync(path.join(tmpdir(), "trainbook-language-"));
  readonly project = new Project(this.folder);
  readonly converter = new Converter(this.project, this.folder);
  readonly names: Record<string, unknown> = {};
  /** How often `__check` was called. */
  checks = 0;
  private readonly modules = new Map<string, unknown>();
  private cells = 0;

  convert(code: string): Conversion {
    return this.converter.convert({ code, cell: ++this.cells });
  }

  /** The value of a cell, or an exception with the text of its error. */
  async run(code: string): Promise<unknown> {
    const conversion = this.convert(code);
    if (!conversion.ok) throw new Error(stripVTControlCharacters(conversion.error.traceback.join("\n")));
    const require = this.requireFrom(this.folder);
    for (const module of conversion.modules) this.modules.delete(module.path);
    for (const module of conversion.modules) {
      const exports = {};
      this.modules.set(module.path, exports);
      this.function(
        module.javascript,
        moduleParameters,
        false,
      )(
        ...[
          exports,
          this.requireFrom(path.dirname(module.path)),
          { exports },
          module.path,
          "",
          this.load,
          this.check,
        ],
      );
    }
    const cell = this.function(conversion.javascript, cellParameters, true);
    const result = (await cell(this.names, this.load, this.check, require)) as { value: unknown } | undefined;
    return result?.value;
  }

  /** The text of the error with which a cell is rejected. */
  errorOf(code: string): string {
    const conversion = this.convert(code);
    if (conversion.ok) throw new Error(`converted although it should not:\n${conversion.javascript}`);
    return stripVTControlCharacters(conversion.error.traceback.join("\n"));
  }

  close(): void {
    this.project.close();
    rmSync(this.folder, { recursive: true });
  }

  private function(code: string, parameters: Parameters, async: boolean): (...values: unknown[]) => unknown {
    const source = `(${async ? "async " : ""}function (${parameters.join(", ")}) { "use strict"; ${code}\n})`;
    return runInThisContext(source);
  }

  private requireFrom(folder: string): (id: string) => unknown {
    const own = createRequire(path.join(folder, "cell.js"));
    return (id) => this.modules.get(id) ?? own(id);
  }

  private readonly load = async (specifier: string): Promise<unknown> => {
    const module = this.requireFrom(this.folder)(specifier) as Record<string, unknown>;
    return module.__esModule || "default" in module ? module : { ...module, default: module };
  };

  private readonly check = (value?: unknown): unknown => {
    this.checks++;
    return value;
  };
}
