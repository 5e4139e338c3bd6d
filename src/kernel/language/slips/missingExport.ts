/** An import of a name that the module does not export. */
import { nearNames } from "../../../options";
import { ts } from "../compiler";
import type { CheckedCell } from "./explanation";
import { importOf } from "./importableNames";
import type { Slip } from "./slip";

const NO_SUCH_EXPORT = new Set([2305, 2614, 2724]);

export function missingExport(
  { code }: ts.Diagnostic,
  node: ts.Node,
  { checker }: CheckedCell,
): Slip | undefined {
  if (!NO_SUCH_EXPORT.has(code) || !ts.isIdentifier(node)) return undefined;
  const specifier = moduleSpecifierAbove(node);
  if (!specifier) return undefined;
  const module = checker.getSymbolAtLocation(specifier);
  const exported = module ? checker.getExportsOfModule(module).map(({ name }) => name) : [];
  const found = nearNames(node.text, exported).filter(
    (name) => !name.endsWith("Error") || node.text.endsWith("Error"),
  );
  const misspelt = found.filter((name) => Math.abs(name.length - node.text.length) <= 2);
  const near = misspelt.length > 0 ? misspelt : found;
  const from = `"${specifier.text}"`;
  const message = `${from} does not export ${node.text}`;
  const wanted = importOf(node.text);
  if (wanted && !wanted.endsWith(from)) return { message: `${message}.`, cure: wanted };
  if (near.length === 0) {
    return { message: `${message}.`, cure: "press Tab between the braces to see what it exports" };
  }
  return {
    message: `${message}. Did you mean ${near.join(" or ")}?`,
    cure: near.map((name) => `import { ${name} } from ${from}`).join(", or "),
  };
}

function moduleSpecifierAbove(node: ts.Node): ts.StringLiteral | undefined {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (!ts.isImportDeclaration(at) && !ts.isExportDeclaration(at)) continue;
    return at.moduleSpecifier && ts.isStringLiteral(at.moduleSpecifier) ? at.moduleSpecifier : undefined;
  }
  return undefined;
}
