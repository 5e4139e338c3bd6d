/** A name that one cell declares twice, which the compiler reports at each declaration. */
import { ts } from "../compiler";
import type { CheckedCell, Explanation, Told } from "./explanation";
import { nodeAt } from "./slip";

const TWICE = new Set([2300, 2393, 2451]);

export const redeclarations: Explanation = (findings, cell) => {
  const twice = findings.filter(({ code, file }) => TWICE.has(code) && file === cell.file);
  const byName = new Map<string, ts.Diagnostic[]>();
  for (const finding of twice) {
    const name = nameAt(finding, cell);
    byName.set(name, [...(byName.get(name) ?? []), finding]);
  }
  const told = [...byName].flatMap(([name, places]) => toldOnce(name, places, cell));
  return { told, left: findings.filter((finding) => !twice.includes(finding)) };
};

function toldOnce(name: string, places: ts.Diagnostic[], cell: CheckedCell): Told[] {
  const [first] = places;
  const again = places[1] ?? first;
  if (!first || !again) return [];
  const node = nodeAt(cell.file, again.start ?? 0);
  const line = cell.file.getLineAndCharacterOfPosition(first.start ?? 0).line + 1;
  const isVariable = ts.isVariableDeclaration(node.parent);
  const cure = isVariable
    ? `take another name; or, to give ${name} another value, declare it with let and write ${name} = … here`
    : "take another name, or leave one of the two out";
  const message =
    again === first
      ? `The cell declares ${name} twice.`
      : `Line ${line} of this cell declares ${name} already.`;
  return [{ finding: again, slip: { message, cure } }];
}

function nameAt({ start, length }: ts.Diagnostic, { file }: CheckedCell): string {
  return file.text.slice(start, (start ?? 0) + (length ?? 0));
}
