/** A promise where its value is wanted: a forgotten `await`. */
import { ts } from "../compiler";
import type { CheckedCell } from "./explanation";
import { inShort, nodeAt, type Slip } from "./slip";

const NO_SUCH_PROPERTY = 2339;
const NO_SUCH_PROPERTY_BUT_NEAR = 2551;
/** Assignments and arguments of the wrong type, things to loop over, to call or to compute with. */
const WRONG_TYPE = new Set([
  2322, 2345, 2349, 2351, 2352, 2356, 2362, 2363, 2365, 2367, 2416, 2461, 2488, 2504, 2548, 2549, 2559, 2560,
  2739, 2740, 2741, 2769, 2801,
]);

/** The slip where a finding is about a promise that was not awaited. */
export function notAwaited(finding: ts.Diagnostic, cell: CheckedCell): Slip | undefined {
  const { file, checker } = cell;
  const { code, start = 0, length = 0 } = finding;
  const isProperty = code === NO_SUCH_PROPERTY || code === NO_SUCH_PROPERTY_BUT_NEAR;
  if (!isProperty && !WRONG_TYPE.has(code)) return undefined;
  const message = ts.flattenDiagnosticMessageText(finding.messageText, "\n");
  // A promise is wanted, only another one.
  if (/\b(?:to (?:type|parameter of type)|from type) '(?:readonly )?Promise(?:Like)?</.test(message))
    return undefined;
  const node = nodeOver(file, start, length);
  const promise = valuesNear(node).find((value) => isPromise(checker.getTypeAtLocation(value)));
  if (!promise) return undefined;
  const type = checker.getTypeAtLocation(promise);
  if (code === NO_SUCH_PROPERTY_BUT_NEAR && !valueHas(type, node.getText(file), checker)) return undefined;
  const name = checker.typeToString(type);
  const what = name.length > 60 ? "promise" : name;
  return {
    message: `Did you forget to use 'await'? ${inShort(promise.getText(file), 40)} is a ${what}.`,
    cure: cureFor(promise, node, cell),
  };
}

/** The outermost node of a span. */
function nodeOver(file: ts.SourceFile, start: number, length: number): ts.Node {
  let node = nodeAt(file, start);
  while (node.parent && node.parent.getStart(file) === start && node.parent.end <= start + length)
    node = node.parent;
  return node;
}

/** The expressions whose types a finding at `node` may be about. */
function valuesNear(node: ts.Node): ts.Expression[] {
  const { parent } = node;
  const values: (ts.Expression | undefined)[] = [];
  if (ts.isBinaryExpression(node)) values.push(node.left, node.right);
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) values.push(parent.expression);
  else if (ts.isBinaryExpression(parent) && parent.left === node && isAssignment(parent))
    values.push(parent.right);
  else if (ts.isPropertyAssignment(parent) && parent.name === node) values.push(parent.initializer);
  else if (ts.isReturnStatement(node)) values.push(node.expression);
  else if (isValue(node)) values.push(node);
  for (let at = node; at && !ts.isStatement(at); at = at.parent) {
    if (!ts.isVariableDeclaration(at)) continue;
    // Also where a pattern takes the value apart.
    if (at.name === node || (at.name.pos <= node.pos && node.end <= at.name.end)) values.push(at.initializer);
    break;
  }
  if (ts.isCallExpression(parent) && parent.expression === node) values.push(...parent.arguments);
  if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent))
    values.push(...parent.parent.arguments);
  return values.filter((value) => value !== undefined);
}

const isAssignment = ({ operatorToken }: ts.BinaryExpression) =>
  operatorToken.kind === ts.SyntaxKind.EqualsToken;

function isValue(node: ts.Node): node is ts.Expression {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && parent.name === node) return false;
  return ts.isExpression(node) && !ts.isBindingElement(parent);
}

/** Whether a type is a promise, whatever its value is. */
export function isPromise(type: ts.Type): boolean {
  return type.symbol?.name === "Promise" || (type.isUnion() && type.types.every(isPromise));
}

function valueHas(promise: ts.Type, property: string, checker: ts.TypeChecker): boolean {
  const awaited = checker.getAwaitedType(promise);
  return awaited !== undefined && checker.getPropertyOfType(awaited, property) !== undefined;
}

/** Where to put `await`. */
function cureFor(promise: ts.Expression, node: ts.Node, cell: CheckedCell): string {
  const { file, checker, cells } = cell;
  const text = inShort(promise.getText(file), 50);
  const { parent } = promise;
  const property =
    ts.isPropertyAccessExpression(parent) && parent.expression === promise ? parent.name.text : undefined;
  const here = property === undefined ? `await ${text}` : `(await ${text}).${property}`;
  if (!ts.isIdentifier(promise)) return whole(promise, here, file) + asyncFunctionAround(promise, file);
  const declaration = checker.getSymbolAtLocation(promise)?.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration)) return here + asyncFunctionAround(node, file);
  if (declaration.getSourceFile() !== file) {
    const number = cells.cellThatDeclared(promise.text);
    const where = number === undefined ? "in the cell" : `in cell [${number}]`;
    return `write await before the call ${where} that gives ${text} its value, and run it again; or here: ${here}`;
  }
  const { initializer, type } = declaration;
  if (initializer) {
    const line = file.getLineAndCharacterOfPosition(declaration.getStart(file)).line + 1;
    const pattern =
      inShort(declaration.name.getText(file), 40) + (type ? `: ${inShort(type.getText(file), 30)}` : "");
    const keyword = declaration.parent.flags & ts.NodeFlags.Const ? "const" : "let";
    return `in line ${line}: ${keyword} ${pattern} = await ${inShort(initializer.getText(file), 60)}${asyncFunctionAround(declaration, file)}`;
  }
  return `write await where ${text} gets its value; or here: ${here}`;
}

/** The function that has to be async for an `await` at `node`. */
function asyncFunctionAround(node: ts.Node, file: ts.SourceFile): string {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (!ts.isFunctionLike(at)) continue;
    const isAsync =
      ts.canHaveModifiers(at) && ts.getModifiers(at)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
    if (isAsync) return "";
    const line = file.getLineAndCharacterOfPosition(at.getStart(file)).line + 1;
    return `, and async before the function of line ${line}`;
  }
  return "";
}

/** The declaration of which a call is the value, with its `await`. */
function whole({ parent }: ts.Expression, awaited: string, file: ts.SourceFile): string {
  if (ts.isVariableDeclaration(parent)) {
    const keyword = parent.parent.flags & ts.NodeFlags.Const ? "const" : "let";
    return `${keyword} ${inShort(parent.name.getText(file), 50)} = ${awaited}`;
  }
  if (ts.isBinaryExpression(parent) && isAssignment(parent))
    return `${inShort(parent.left.getText(file), 50)} = ${awaited}`;
  return awaited;
}
