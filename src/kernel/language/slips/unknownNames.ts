/**
 * Names that nothing declares. After a restart a cell from the middle of a notebook is full of them; one sentence then
 * says which cells have not run. The compiler's own advice to install the types of test runners is never passed on.
 */
import { ts } from "../compiler";
import type { CheckedCell, Explanation, Told } from "./explanation";
import { importOf } from "./importableNames";
import { ofTf } from "./namesOfTf";
import { notebookCommand } from "./notebookCommands";
import { isKeywordArgument, isPythonCall, pythonName } from "./pythonNames";
import { faultyLine, inShort, listed, nodeAt, type Slip } from "./slip";

/** "Cannot find name", "Cannot find namespace", the same with a suggestion or with types to install. */
const UNKNOWN = new Set([
  2304, 2503, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 2833, 2867, 2868, 18004,
]);

/** Whether a finding is about a name that nothing declares. */
export function isUnknownName({ code }: ts.Diagnostic): boolean {
  return UNKNOWN.has(code);
}

interface Unknown {
  finding: ts.Diagnostic;
  name: string;
  node: ts.Node;
  suggestion: string | undefined;
}

export const unknownNames: Explanation = (findings, cell) => {
  const unknown = findings
    .filter((finding) => isUnknownName(finding) && finding.file === cell.file)
    .map((finding) => unknownOf(finding, cell));
  const told: Told[] = [];
  const undeclared: Unknown[] = [];
  const commands: Slip[] = [];
  const explained: ts.Node[] = [];
  for (const one of unknown) {
    if (isExplained(one.node, explained, cell)) continue;
    const command = commandAt(one, cell);
    if (command) {
      if (commands.some(({ start }) => start === command.start)) continue;
      commands.push(command);
    }
    const slip = command ?? slipOf(one, cell);
    if (slip && isPythonCall(one.node)) explained.push(one.node.parent);
    if (slip) told.push({ finding: one.finding, slip });
    else undeclared.push(one);
  }
  told.push(...undeclaredNames(undeclared, cell));
  const left = findings.filter(
    (finding) => !unknown.some((one) => one.finding === finding) && !isWithin(finding, told, cell),
  );
  return { told: withoutRepetition(told), left };
};

/** The same said of each mention of a name is said once. */
function withoutRepetition(told: Told[]): Told[] {
  const said = new Set<string>();
  return told.filter(({ slip }) => {
    const text = `${slip?.message} ${slip?.cure}`;
    return !said.has(text) && said.add(text);
  });
}

function unknownOf(finding: ts.Diagnostic, { file }: CheckedCell): Unknown {
  const message = ts.flattenDiagnosticMessageText(finding.messageText, "\n");
  return {
    finding,
    name: /'([^']+)'/.exec(message)?.[1] ?? "",
    node: nodeAt(file, finding.start ?? 0),
    suggestion: /Did you mean '([^']+)'/.exec(message)?.[1],
  };
}

function commandAt({ finding }: Unknown, { file }: CheckedCell): Slip | undefined {
  return notebookCommand(faultyLine(file, finding.start ?? 0));
}

/** A name of Python's, or of an argument by name, inside a call that is told already. */
function isExplained(node: ts.Node, calls: ts.Node[], { file }: CheckedCell): boolean {
  const call = calls.find(({ pos, end }) => pos <= node.pos && node.end <= end);
  return call !== undefined && (isKeywordArgument(node.parent) || pythonName(node, file) !== undefined);
}

/** Inside what a slip has marked. */
function isWithin({ file, start }: ts.Diagnostic, told: Told[], cell: CheckedCell): boolean {
  if (file !== cell.file || start === undefined) return false;
  return told.some(({ slip }) => {
    const from = slip?.start ?? Number.MAX_SAFE_INTEGER;
    return start >= from && start < from + (slip?.length ?? 0);
  });
}

/** The slip of one name alone. */
function slipOf(unknown: Unknown, { file, cells }: CheckedCell): Slip | undefined {
  const { name, node, suggestion } = unknown;
  if (cells.cellThatMissed(name) !== undefined) return undefined;
  const known = annotated(node, file) ?? ofTf(node, file) ?? pythonName(node, file);
  if (known) return known;
  if (suggestion === undefined || importOf(name)) return undefined;
  return {
    message: `Cannot find name '${name}'. Did you mean '${suggestion}'?`,
    cure: `write ${suggestion}; or, if ${name} is another name, run the cell that declares it`,
  };
}

/** `x: int = 3`, which TypeScript takes for a label and an assignment. */
function annotated({ parent }: ts.Node, file: ts.SourceFile): Slip | undefined {
  if (!ts.isBinaryExpression(parent) || !ts.isExpressionStatement(parent.parent)) return undefined;
  const label = parent.parent.parent;
  const type = parent.left.getText(file);
  const known = new Map([
    ["int", "number"],
    ["float", "number"],
    ["str", "string"],
    ["bool", "boolean"],
  ]).get(type);
  if (!ts.isLabeledStatement(label) || known === undefined) return undefined;
  const name = label.label.text;
  return {
    message: "A variable is declared by let or const.",
    cure: `let ${name}: ${known} = ${inShort(parent.right.getText(file), 40)}`,
    start: label.getStart(file),
    length: name.length,
  };
}

function undeclaredNames(unknown: Unknown[], cell: CheckedCell): Told[] {
  const [first] = unknown;
  if (!first) return [];
  const names = [...new Set(unknown.map(({ name }) => name))];
  const missed = names.filter((name) => cell.cells.cellThatMissed(name) !== undefined);
  if (missed.length > 0) {
    const numbers = [...new Set(missed.map((name) => `[${cell.cells.cellThatMissed(name)}]`))];
    const several = numbers.length > 1;
    const which = `${several ? "cells" : "cell"} ${listed(numbers)}`;
    const rest = unknown.filter(({ name }) => !missed.includes(name));
    const at = unknown.find(({ name }) => missed.includes(name)) ?? first;
    const declare = `which ${several ? "declare" : "declares"} ${missed.length > 1 ? "them" : "it"}`;
    const message = `${listed(missed)} ${isOrAre(missed)} not declared: ${which}, ${declare}, did not finish.`;
    const cure = `fix ${which} and run ${several ? "them" : "it"} again`;
    return [{ finding: at.finding, slip: { message, cure } }, ...undeclaredNames(rest, cell)];
  }
  const slip = declaredByAssignment(unknown, cell) ?? importable(names, cell) ?? notRun(names, cell);
  return [{ finding: first.finding, slip }];
}

/** `x = 5`, all that is unknown. */
function declaredByAssignment(unknown: Unknown[], { file }: CheckedCell): Slip | undefined {
  const assignments = unknown.flatMap(({ node }) => {
    const { parent } = node;
    const isAssigned =
      ts.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isAssigned ? [parent] : [];
  });
  const [first] = assignments;
  const assigned = new Set(assignments.map(({ left }) => left.getText(file)));
  if (!first || !unknown.every(({ name }) => assigned.has(name))) return undefined;
  const names = [...assigned];
  return {
    message: `${listed(names)} ${isOrAre(names)} not declared.`,
    cure: `let ${inShort(first.getText(file), 50)}; or run the cell that declares ${names.length > 1 ? "them" : names[0]}`,
  };
}

/** Names that only lack their import. */
function importable(names: string[], { cells }: CheckedCell): Slip | undefined {
  const imports = names.map(importOf);
  if (imports.some((wanted) => wanted === undefined)) return undefined;
  const message = `${listed(names)} ${isOrAre(names)} not imported.`;
  const above = cells.ran === 0 ? "; if a cell above does, Run > Run All Above Selected Cell" : "";
  return { message, cure: joined(imports as string[]) + above };
}

/** Imports of one module as one. */
function joined(imports: string[]): string {
  const fromTrainbook = imports.flatMap(
    (text) => /^import \{ (.*) \} from "trainbook"$/.exec(text)?.[1] ?? [],
  );
  const others = imports.filter((text) => !text.endsWith('"trainbook"'));
  const own = fromTrainbook.length > 0 ? [`import { ${fromTrainbook.join(", ")} } from "trainbook"`] : [];
  return [...others, ...own].join(", and ");
}

function notRun(names: string[], { cells }: CheckedCell): Slip {
  const shown = listed(names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} more`] : names);
  const them = names.length > 1 ? "them" : "it";
  if (cells.ran === 0) {
    return {
      message: `Nothing has run since the kernel started, so ${shown} ${isOrAre(names)} not declared.`,
      cure: `Run > Run All Above Selected Cell, then run this cell again${names.length > 1 ? "" : "; or check the spelling"}`,
    };
  }
  return {
    message: `No cell that has run declares ${shown}.`,
    cure: `run the cells that declare ${them} (Run > Run All Above Selected Cell), or check the spelling`,
  };
}

const isOrAre = (names: string[]) => (names.length > 1 ? "are" : "is");
