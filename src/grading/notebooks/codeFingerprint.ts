/** The fingerprint of a notebook's code: equal for code that differs in comments, white space and semicolons alone. */
import { createHash } from "node:crypto";
import type * as TypeScript from "typescript-6";
import { type Notebook, sourceOf } from "../../kernel";
import { nbgraderOf } from "./nbgraderMetadata";

/** Cells that are locked, such as check cells, are the same for everybody, and do not count. */
export function codeFingerprint(notebook: Notebook): string {
  const hash = createHash("sha256");
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code" || nbgraderOf(cell)?.locked) continue;
    const tokens = tokensOf(sourceOf(cell));
    if (tokens.length > 0) hash.update(JSON.stringify(tokens));
  }
  return hash.digest("hex");
}

function tokensOf(source: string): string[] {
  // Loaded only now, for what it takes.
  const ts = require("typescript-6") as typeof TypeScript;
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  const tokens: string[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (ts.isJSDoc(node) || node.kind === ts.SyntaxKind.SemicolonToken) return;
    const children = node.getChildren(file);
    const text = children.length === 0 ? node.getText(file) : "";
    if (text !== "") tokens.push(text);
    for (const child of children) visit(child);
  };
  visit(file);
  return tokens;
}
