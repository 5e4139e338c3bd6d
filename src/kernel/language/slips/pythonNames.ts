/** Names that every Python program has and TypeScript has not, with TypeScript's way to write them. */
import { ts } from "../compiler";
import { inShort, type Slip } from "./slip";

/** Cures for a name that stands alone, or before a dot. */
const words = new Map([
  ["True", "write true"],
  ["False", "write false"],
  ["None", "write null or undefined"],
  ["self", "write this"],
  ["cls", "the name of the class"],
  ["pass", "leave it out: an empty block is { }"],
  ["elif", "write else if"],
  ["raise", "write throw error"],
  ["int", "write number"],
  ["float", "write number"],
  ["str", "write string"],
  ["bool", "write boolean"],
  ["dict", "Record<string, number>, or whatever its values are"],
  ["list", "number[], or whatever its items are"],
  ["tuple", "[number, number], or whatever its items are"],
  ["np", "tf: tensors do what arrays of numpy do"],
  ["plt", 'plot, by import { plot } from "trainbook"'],
  ["pd", "an array of objects, which shows as a table"],
  ["keras", "tf.layers and tf.sequential for models, and trainbook for the rest"],
  ["math", "write Math, as in Math.sqrt"],
  ["os", "node:path and node:fs"],
  ["sys", "process, as in process.argv"],
  ["time", "performance.now(), in milliseconds"],
  ["random", "Math.random()"],
  ["json", "JSON.parse and JSON.stringify"],
  ["Exception", "Error"],
  ["ValueError", "Error"],
  ["KeyError", "Error"],
]);

type Call = (...args: string[]) => string;

const printed: Call = (...args) =>
  `console.log(${args.join(", ")}), or put ${args.length === 1 ? args[0] : "the value"} alone on the cell's last line`;

/** Cures for a call. */
const calls = new Map<string, Call>([
  ["print", printed],
  ["printf", printed],
  ["println", printed],
  ["puts", printed],
  ["len", (value = "x") => `${value}.length; of a tensor: ${value}.shape[0]`],
  [
    "range",
    (first = "n", second) =>
      second ? "for (let i = from; i < to; i++) { … }" : `for (let i = 0; i < ${first}; i++) { … }`,
  ],
  ["type", (value = "x") => `typeof ${value}, or ${value}.constructor.name`],
  ["str", (value = "x") => `String(${value})`],
  ["int", (value = "x") => `Math.trunc(${value}); of text: Number(${value})`],
  ["float", (value = "x") => `Number(${value})`],
  ["bool", (value = "x") => `Boolean(${value})`],
  ["list", (value = "x") => `[...${value}]`],
  ["tuple", (value = "x") => `[...${value}]`],
  ["set", (value = "") => `new Set(${value})`],
  ["dict", () => "{ name: value }"],
  ["sum", (value = "x") => `${value}.reduce((a, b) => a + b, 0); of a tensor: ${value}.sum()`],
  ["max", (...args) => (args.length > 1 ? `Math.max(${args.join(", ")})` : `Math.max(...${args[0] ?? "x"})`)],
  ["min", (...args) => (args.length > 1 ? `Math.min(${args.join(", ")})` : `Math.min(...${args[0] ?? "x"})`)],
  ["abs", (value = "x") => `Math.abs(${value})`],
  [
    "round",
    (value = "x", digits) => (digits ? `Number(${value}.toFixed(${digits}))` : `Math.round(${value})`),
  ],
  ["pow", (a = "x", b = "y") => `${a} ** ${b}`],
  ["sorted", (value = "x") => `[...${value}].sort((a, b) => a - b)`],
  ["reversed", (value = "x") => `[...${value}].reverse()`],
  ["enumerate", (value = "x") => `${value}.entries()`],
  ["zip", (a = "a", b = "b") => `${a}.map((value, i) => [value, ${b}[i]])`],
  ["map", (f = "f", value = "x") => `${value}.map(${f})`],
  ["filter", (f = "f", value = "x") => `${value}.filter(${f})`],
  ["any", (value = "x") => `${value}.some(Boolean)`],
  ["all", (value = "x") => `${value}.every(Boolean)`],
  ["isinstance", (value = "x", type = "T") => `${value} instanceof ${type}`],
  ["hasattr", (value = "x", name = '"name"') => `${name} in ${value}`],
  ["getattr", (value = "x", name = '"name"') => `${value}[${name}]`],
  ["input", (text = "") => `prompt(${text})`],
  ["open", (file = '"file"') => `require("node:fs").readFileSync(${file}, "utf8")`],
  ["help", (value = "x") => `put the cursor on ${value} and press Shift+Tab`],
  ["dir", (value = "x") => `Object.keys(${value}); or type ${value}. and press Tab`],
  ["vars", (value = "x") => `Object.keys(${value})`],
  ["exit", () => "Kernel > Shut Down Kernel"],
  ["quit", () => "Kernel > Shut Down Kernel"],
  ["Exception", (...args) => `new Error(${args.join(", ")})`],
  ["ValueError", (...args) => `new Error(${args.join(", ")})`],
  ["TypeError", (...args) => `new TypeError(${args.join(", ")})`],
  ["alert", (...args) => `console.log(${args.join(", ")})`],
]);

/** Names that a learner may well give to something of their own, in a cell that has not run. */
const COMMON = new Set(
  "sum max min abs round pow map filter any all zip list set dict tuple range time random math json keras type input open dir vars help sorted reversed".split(
    " ",
  ),
);

/** Names of web pages, which a notebook has not. */
const PAGE = new Set(["document", "window", "alert", "localStorage"]);

/** The slip of a name that is not declared, if it is one of Python's. */
export function pythonName(node: ts.Node, file: ts.SourceFile): Slip | undefined {
  if (!ts.isIdentifier(node)) return undefined;
  const name = node.text;
  if (PAGE.has(name)) {
    return {
      message: `${name} belongs to web pages; a cell runs in Node.`,
      cure: 'console.log(…) prints; import { display } from "trainbook", then display.html("…") draws',
    };
  }
  const { parent } = node;
  const call = isCall(parent) && parent.expression === node ? parent : undefined;
  const written = call ? calls.get(name)?.(...argumentsOf(call, file)) : wordFor(name, node);
  if (written === undefined) return undefined;
  const own = COMMON.has(name) ? `; if ${name} is a name of your own, run the cell that declares it` : "";
  return { message: `There is no ${name} in TypeScript.`, cure: written + own };
}

const isCall = (node: ts.Node): node is ts.CallExpression | ts.NewExpression =>
  ts.isCallExpression(node) || ts.isNewExpression(node);

function wordFor(name: string, { parent }: ts.Identifier): string | undefined {
  const isType = ts.isTypeReferenceNode(parent);
  // A module is followed by a dot, and most types of Python's are only known where a type stands.
  const isModule = ["np", "plt", "pd", "keras", "math", "os", "sys", "time", "random", "json"].includes(name);
  if (isModule && !ts.isPropertyAccessExpression(parent)) return undefined;
  if (["dict", "list", "tuple", "float", "bool"].includes(name) && !isType) return undefined;
  return words.get(name);
}

/** Whether a name is that of a function of Python's, being called. */
export function isPythonCall(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isIdentifier(node) && calls.has(node.text) && isCall(parent) && parent.expression === node;
}

/** The positional arguments of a call as they are written, each in short. */
function argumentsOf(call: ts.CallExpression | ts.NewExpression, file: ts.SourceFile): string[] {
  return (call.arguments ?? [])
    .filter((argument) => !isKeywordArgument(argument))
    .map((argument) => inShort(argument.getText(file), 40));
}

/** `epochs=3` among the arguments of a call. */
export function isKeywordArgument(node: ts.Node): node is ts.BinaryExpression & { left: ts.Identifier } {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const isArgument = isCall(node.parent) && node.parent.arguments?.includes(node);
  return isArgument === true && ts.isIdentifier(node.left);
}
