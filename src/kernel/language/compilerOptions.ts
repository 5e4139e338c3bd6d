/** How cells are compiled: as modules of the newest JavaScript, checked as leniently as tslab checks them. */
import { existsSync } from "node:fs";
import path from "node:path";
import { ts } from "./compiler";

/** The compiler's settings for notebooks in `folder`. */
export function compilerOptions(folder: string): ts.CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.esnext.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    strict: false,
    noImplicitAny: false,
    strictNullChecks: false,
    esModuleInterop: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    preserveConstEnums: true,
    declaration: true,
    sourceMap: true,
    noEmitOnError: false,
    newLine: ts.NewLineKind.LineFeed,
    jsx: ts.JsxEmit.React,
    types: [],
    typeRoots: typeRoots(folder),
  };
}

/** The nearest `@types` above the notebook that knows Node; trainbook's own where there is none. */
function typeRoots(folder: string): string[] {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const types = path.join(at, "node_modules", "@types");
    if (existsSync(path.join(types, "node", "package.json"))) return [types];
    if (at === path.dirname(at)) break;
  }
  return [path.dirname(path.dirname(require.resolve("@types/node/package.json")))];
}
