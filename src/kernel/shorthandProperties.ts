/**
 * Writes out shorthand properties of a cell: `{ model }` becomes `{ model: model }`.
 *
 * tslab leads a cell's names of earlier cells to where their values are, but misses them in shorthand properties:
 * `const a = 1` in one cell and `({ a })` in the next end in "a is not defined". The long form means the same
 * everywhere, in patterns and with defaults too. Lines stay as they are.
 */
import ts from "@tslab/typescript-for-tslab";

/** The cell with all shorthand properties written out. */
export function writeOutShorthands(source: string): string {
  const names: { start: number; name: string }[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isShorthandPropertyAssignment(node))
      names.push({ start: node.name.getStart(cell), name: node.name.text });
    ts.forEachChild(node, visit);
  };
  const cell = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022);
  visit(cell);
  return names.reduceRight(
    (text, { start, name }) => `${text.slice(0, start)}${name}: ${text.slice(start)}`,
    source,
  );
}
