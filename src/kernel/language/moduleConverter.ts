/** Makes CommonJS of the TypeScript files that cells import. */
import { ts } from "./compiler";
import type { ConvertedModule } from "./conversion";
import { interruptChecks } from "./interruptChecks";
import { importCall, importMeta, isImportMeta } from "./madeSyntax";
import type { Project } from "./project";
import { isOwn } from "./projectFiles";

const { factory } = ts;

export class ModuleConverter {
  private readonly converted = new WeakMap<ts.SourceFile, ConvertedModule>();

  constructor(private readonly project: Project) {}

  /** The absolute path of the learner's own TypeScript file that `specifier` means, if it means one. */
  pathOf(specifier: string, from: string): string | undefined {
    const file = this.project.resolve(specifier, from);
    return file !== undefined && isOwn(file) ? file : undefined;
  }

  /** A file of the program as CommonJS. A file that has not changed is the same source file as before. */
  convert(file: ts.SourceFile): ConvertedModule {
    const known = this.converted.get(file);
    if (known) return known;
    const { outputText, sourceMapText = "" } = ts.transpileModule(file.text, {
      fileName: file.fileName,
      transformers: { before: [interruptChecks, this.ownImports(file.fileName)] },
      compilerOptions: {
        ...this.project.options,
        module: ts.ModuleKind.CommonJS,
        declaration: false,
        lib: undefined,
        types: undefined,
      },
    });
    const javascript = outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "");
    const module = { path: file.fileName, javascript, sourceMap: sourceMapText };
    this.converted.set(file, module);
    return module;
  }

  /** Imports of other TypeScript files by absolute path, and `import()` by the kernel's own. */
  private ownImports(from: string): ts.TransformerFactory<ts.SourceFile> {
    return (context) => {
      const own = (specifier: ts.Node | undefined) => {
        const path = specifier && ts.isStringLiteralLike(specifier) && this.pathOf(specifier.text, from);
        return path ? factory.createStringLiteral(path) : undefined;
      };
      const visit = (node: ts.Node): ts.Node => {
        if (ts.isImportDeclaration(node)) {
          const specifier = own(node.moduleSpecifier) ?? node.moduleSpecifier;
          return factory.updateImportDeclaration(
            node,
            node.modifiers,
            node.importClause,
            specifier,
            node.attributes,
          );
        }
        if (ts.isExportDeclaration(node)) {
          const specifier = own(node.moduleSpecifier) ?? node.moduleSpecifier;
          const { modifiers, isTypeOnly, exportClause, attributes } = node;
          return factory.updateExportDeclaration(
            node,
            modifiers,
            isTypeOnly,
            exportClause,
            specifier,
            attributes,
          );
        }
        if (isImportMeta(node)) return importMeta();
        const visited = ts.visitEachChild(node, visit, context);
        if (!ts.isCallExpression(visited) || visited.expression.kind !== ts.SyntaxKind.ImportKeyword)
          return visited;
        const [specifier, ...rest] = visited.arguments;
        const wanted = own(specifier) ?? specifier;
        return importCall(...(wanted ? [wanted, ...rest] : rest));
      };
      return (source) => ts.visitEachChild(source, visit, context);
    };
  }
}
