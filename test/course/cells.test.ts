/** Rules that every cell of the course keeps to, so that it reads well and stock tslab runs it. */
import ts from "typescript-6";
import { readCourse } from "../../src/course";
import { packageRoot } from "../../src/engine";
import { type NotebookCell, readNotebook, sourceOf } from "../../src/kernel";

const parse = (source: string) => ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, true);

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The names that a cell declares for later ones. */
function declaredIn(file: ts.SourceFile): string[] {
  const names: string[] = [];
  const bind = (name: ts.BindingName) => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) bind(element.name);
  };
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) bind(name);
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
      names.push(statement.name.text);
    }
  }
  return names;
}

/** The names declared anywhere in a cell, parameters included. */
function boundIn(file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  walk(file, (node) => {
    if (
      (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) &&
      ts.isIdentifier(node.name)
    ) {
      names.add(node.name.text);
    }
  });
  return names;
}

/** `{ name }` for a name of an earlier cell: stock tslab does not find it. */
function shorthandOfEarlier(cells: NotebookCell[]): string[] {
  const earlier = new Set<string>();
  return cells.flatMap((cell) => {
    const file = parse(sourceOf(cell));
    const own = boundIn(file);
    const found: string[] = [];
    walk(file, (node) => {
      if (!ts.isShorthandPropertyAssignment(node)) return;
      const name = node.name.text;
      if (earlier.has(name) && !own.has(name)) found.push(`${cell.id}: { ${name} }`);
    });
    for (const name of declaredIn(file)) earlier.add(name);
    return found;
  });
}

/** A cell whose only await is that of `for await`: stock tslab does not see it. */
function loneForAwait(cell: NotebookCell): boolean {
  let [loops, awaits] = [0, 0];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isForOfStatement(node) && node.awaitModifier) loops++;
    if (ts.isAwaitExpression(node)) awaits++;
    ts.forEachChild(node, visit);
  };
  visit(parse(sourceOf(cell)));
  return loops > 0 && awaits === 0;
}

describe.each(readCourse(packageRoot))("$name", ({ source }) => {
  const { cells } = readNotebook(source);
  const code = cells.filter(({ cell_type }) => cell_type === "code");

  test("has cells of 15 lines at most", () => {
    const lengthOf = (cell: NotebookCell) =>
      sourceOf(cell)
        .split("\n")
        .filter((line) => !/^ *\/\/ (BEGIN|END) SOLUTION$/.test(line)).length;
    const long = code.filter((cell) => lengthOf(cell) > 15).map(({ id }) => id);
    expect(long).toEqual([]);
  });

  test("is committed without outputs", () => {
    expect(code.filter(({ outputs, execution_count }) => outputs?.length || execution_count)).toEqual([]);
  });

  test("writes names of earlier cells out in objects", () => {
    expect(shorthandOfEarlier(code)).toEqual([]);
  });

  test("has no cell whose only await is a for await", () => {
    expect(code.filter(loneForAwait).map(({ id }) => id)).toEqual([]);
  });
});
