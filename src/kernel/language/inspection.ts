/** Inspection of a name: its signature and its documentation. */
import type { Inspection } from "./answers";
import { type BoundSourceFile, ts } from "./compiler";
import type { Declarations } from "./declarations";
import { readDocumentation } from "./documentation";
import { type Option, parameterOptions } from "./parameterOptions";
import type { Project } from "./project";
import { runtimePath } from "./runtimePath";

/** The name at or before `cursor`, or the function whose parentheses the cursor is in. */
export function inspect(
  project: Project,
  declarations: Declarations,
  { code, cursor, detail }: { code: string; cursor: number; detail: 0 | 1 },
): Inspection | undefined {
  project.loadNodeTypes();
  const { file, program } = project.open(code, declarations.texts, cursor);
  const checker = program.getTypeChecker();
  for (const position of [cursor, cursor - 1]) {
    if (position < 0 || !/[\w$\u0080-\uffff"'`]/.test(code[position] ?? "")) continue;
    const symbol = symbolAt(file, position, checker);
    readDocumentation(symbol, checker);
    const info = project.languageService.getQuickInfoAtPosition(file.fileName, position);
    if (!info?.displayParts?.length) continue;
    const path = runtimePath(file, position, checker);
    // Nothing has declared the name; at run time it may be there all the same.
    const isUndeclared = ts.displayPartsToString(info.displayParts) === "any";
    if (isUndeclared && !path) continue;
    const declared = detail === 1 ? declarationOf(symbol, checker) : undefined;
    return { ...described(info, declared), runtimePath: path, isUndeclared };
  }
  return calledFunction(project, file, cursor, checker);
}

/** The function in whose parentheses the cursor stands, with the argument that is being written. */
function calledFunction(
  project: Project,
  file: BoundSourceFile,
  cursor: number,
  checker: ts.TypeChecker,
): Inspection | undefined {
  const call = callAt(file, cursor);
  if (call) readDocumentation(calledBy(call, checker), checker);
  const help = project.languageService.getSignatureHelpItems(file.fileName, cursor, undefined);
  if (!help) return undefined;
  const signatures = help.items.map((item) => {
    const parameters = item.parameters.map(({ displayParts }) => ts.displayPartsToString(displayParts));
    return (
      ts.displayPartsToString(item.prefixDisplayParts) +
      parameters.join(ts.displayPartsToString(item.separatorDisplayParts)) +
      ts.displayPartsToString(item.suffixDisplayParts)
    );
  });
  const chosen = help.items[help.selectedItemIndex];
  const parameter = chosen?.parameters[help.argumentIndex];
  const ofParameter = ts.displayPartsToString(parameter?.documentation);
  const options = call ? parameterOptions(call, help.argumentIndex, checker) : [];
  // The parameter being written comes before the function's longer explanation.
  const [summary = "", ...details] = ts.displayPartsToString(chosen?.documentation).split("\n\n");
  const docs = [
    summary,
    parameter && ofParameter !== "" ? `**${parameter.name}**: ${ofParameter}` : "",
    options.map(optionText).join("\n"),
    details.join("\n\n"),
  ];
  const isOther = ({ name, text }: ts.JSDocTagInfo) =>
    name !== "param" || text?.[0]?.text !== parameter?.name;
  return combined(signatures.join("\n"), docs, chosen?.tags.filter(isOther) ?? []);
}

const optionText = ({ declaration, summary }: Option) => `- \`${declaration}\` ${summary}`.trimEnd();

function described(info: ts.QuickInfo, declared: string | undefined): Inspection {
  const signature = ts.displayPartsToString(info.displayParts);
  const docs = [ts.displayPartsToString(info.documentation)];
  return combined(signature, docs, info.tags ?? [], declared);
}

/** Tags with which tfjs arranges its website. */
const NOT_FOR_READERS = new Set(["doc"]);

function combined(signature: string, docs: string[], tags: ts.JSDocTagInfo[], declared?: string): Inspection {
  const written = docs.filter((text) => text !== "");
  const readable = tags.filter(({ name }) => !NOT_FOR_READERS.has(name));
  const tagTexts = readable.map(({ name, text }) => ({ name, text: ts.displayPartsToString(text) }));
  const code = (text: string) => `\`\`\`typescript\n${text}\n\`\`\``;
  const markdown = [
    code(signature),
    ...written,
    ...tagTexts.map(({ name, text }) => {
      if (name === "example") return `*@example*\n\n${fenced(text)}`;
      return `*@${name}* ${name === "param" ? text.replace(/^\S+/, "`$&`") : text}`;
    }),
    ...(declared ? [code(declared)] : []),
  ];
  const text = [
    signature,
    ...written,
    ...tagTexts.map(({ name, text }) => `@${name} ${text}`),
    ...(declared ? [declared] : []),
  ];
  return { markdown: markdown.join("\n\n"), text: text.join("\n\n") };
}

function fenced(text: string): string {
  return text.includes("```") ? text : `\`\`\`typescript\n${text}\n\`\`\``;
}

/** The declaration of a name, as its author wrote it. */
function declarationOf(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): string | undefined {
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return target?.declarations?.[0]?.getText();
}

function symbolAt(file: ts.SourceFile, position: number, checker: ts.TypeChecker): ts.Symbol | undefined {
  const name = innermost(file, position, ts.isIdentifier);
  return name && checker.getSymbolAtLocation(name);
}

type Call = ts.CallExpression | ts.NewExpression;

/** The call in whose parentheses `cursor` stands, also where they are not closed yet. */
function callAt(file: ts.SourceFile, cursor: number): Call | undefined {
  const position = file.text.slice(0, cursor).trimEnd().length;
  return innermost(file, position, (node): node is Call => {
    return (ts.isCallExpression(node) || ts.isNewExpression(node)) && node.expression.end < position;
  });
}

function calledBy({ expression }: Call, checker: ts.TypeChecker): ts.Symbol | undefined {
  return checker.getSymbolAtLocation(
    ts.isPropertyAccessExpression(expression) ? expression.name : expression,
  );
}

function innermost<Found extends ts.Node>(
  file: ts.SourceFile,
  position: number,
  test: (node: ts.Node) => node is Found,
): Found | undefined {
  let found: Found | undefined;
  const visit = (node: ts.Node) => {
    if (node.getStart(file) > position || node.end < position) return;
    if (test(node)) found = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
