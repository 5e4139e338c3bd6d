/** Python's keyword arguments: `fit(model, x, y, epochs=3)`, which TypeScript takes for assignments. */
import { ts } from "../compiler";
import type { CheckedCell, Explanation, Told } from "./explanation";
import { isPromise } from "./notAwaited";
import { inTypeScript } from "./pythonInTypeScript";
import { isKeywordArgument, isPythonCall } from "./pythonNames";
import { inShort, nodeAt } from "./slip";

type Call = ts.CallExpression | ts.NewExpression;

export const keywordArguments: Explanation = (findings, cell) => {
  const calls = new Map<Call, Told>();
  for (const finding of findings) {
    const call = callWithKeywords(finding, cell);
    if (call && !calls.has(call)) calls.set(call, { finding, slip: slipOf(call, cell) });
  }
  const left = findings.filter(
    (finding) => ![...calls.keys()].some((call) => comesFrom(call, finding, cell)),
  );
  return { told: [...calls.values()], left };
};

/** The call in which a finding stands at a keyword argument. `print(…, end="")` is told as print. */
function callWithKeywords({ file, start }: ts.Diagnostic, cell: CheckedCell): Call | undefined {
  if (file !== cell.file || start === undefined) return undefined;
  const { parent } = nodeAt(cell.file, start);
  if (!parent || !isKeywordArgument(parent) || parent.getStart(cell.file) !== start) return undefined;
  const call = parent.parent as Call;
  const isUnknown = cell.checker.getSymbolAtLocation(call.expression) === undefined;
  return isUnknown && isPythonCall(call.expression) ? undefined : call;
}

/** Findings about the arguments as a whole, and at those with a name. */
function comesFrom(call: Call, { file, start = 0, code }: ts.Diagnostic, cell: CheckedCell): boolean {
  if (file !== cell.file) return false;
  const COUNT_OF_ARGUMENTS = 2554;
  const keywords = [...(call.arguments ?? [])].filter(isKeywordArgument);
  if (code === COUNT_OF_ARGUMENTS && start >= call.getStart(file) && start < call.end) return true;
  const { parent } = nodeAt(cell.file, start);
  return keywords.some((keyword) => {
    const isValue = parent === keyword && /^(True|False|None)$/.test(keyword.right.getText(file));
    return isValue || keyword.getStart(file) === start;
  });
}

function slipOf(call: Call, { file, checker }: CheckedCell) {
  const args = [...(call.arguments ?? [])];
  const keywords = args.filter(isKeywordArgument);
  const positional = args
    .filter((argument) => !isKeywordArgument(argument))
    .map((argument) => inShort(argument.getText(file), 40));
  const values = new Map(
    keywords.map(({ left, right }) => [camelCase(left.text), inTypeScript(inShort(right.getText(file), 40))]),
  );
  const order = parameterNames(call, checker, [...values.keys()]);
  const written = order
    ? [...positional, ...order.slice(positional.length).map((name) => values.get(name) ?? "undefined")]
    : [...positional, `{ ${[...values].map(([name, value]) => `${name}: ${value}`).join(", ")} }`];
  const [first] = keywords;
  const isAwaited = ts.isAwaitExpression(call.parent) || isPromise(checker.getTypeAtLocation(call));
  return {
    message: `TypeScript has no arguments by name, such as ${inShort(first?.getText(file) ?? "", 30)}: ${
      order ? "they go by their order." : "they go into an object."
    }`,
    cure: `${isAwaited ? "await " : ""}${ts.isNewExpression(call) ? "new " : ""}${inShort(call.expression.getText(file), 40)}(${written.join(", ")})`,
    start: first?.getStart(file),
    length: first?.getWidth(file),
  };
}

/** The function's parameters up to the last that was named, where all that were named are parameters of it. */
function parameterNames(call: Call, checker: ts.TypeChecker, named: string[]): string[] | undefined {
  const type = checker.getTypeAtLocation(call.expression);
  const signatures = ts.isNewExpression(call) ? type.getConstructSignatures() : type.getCallSignatures();
  for (const signature of signatures) {
    const names = signature.parameters.map(({ name }) => name);
    const last = Math.max(...named.map((name) => names.indexOf(name)));
    if (named.every((name) => names.includes(name))) return names.slice(0, last + 1);
  }
  return undefined;
}

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
