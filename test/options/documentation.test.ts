/** Every option is documented where a notebook shows it, in the declarations of `dist`: what it is, and its default. */
import path from "node:path";
import { ts } from "../../src/kernel/language/compiler";
import type { OptionTable } from "../../src/options";
import { callbacks, losses, metrics, optimizers, schedules } from "../../src/training";

const file = path.join(__dirname, "..", "..", "dist", "index.d.ts");
const program = ts.createProgram([file], {
  moduleResolution: ts.ModuleResolutionKind.NodeJs,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  types: [],
});
const checker = program.getTypeChecker();
const source = program.getSourceFile(file) as ts.SourceFile;
const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol);

const typeOf = (symbol: ts.Symbol) => checker.getTypeOfSymbolAtLocation(symbol, source);
const member = (type: ts.Type, name: string) => typeOf(type.getProperty(name) as ts.Symbol);
const exportedType = (name: string) => {
  const symbol = exported.find((one) => one.name === name) as ts.Symbol;
  return typeOf(symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
};

/** The options that the last parameter takes. */
function optionsOf(signature: ts.Signature): ts.Symbol[] {
  const parameter = signature.parameters.at(-1);
  return parameter ? checker.getNonNullableType(typeOf(parameter)).getProperties() : [];
}

const docOf = (option: ts.Symbol) => ts.displayPartsToString(option.getDocumentationComment(checker));
const isOptional = (option: ts.Symbol) => (option.flags & ts.SymbolFlags.Optional) !== 0;

const rooms = { losses, metrics, optimizers, schedules, callbacks };
const { MeanMetricWrapper, ...others } = metrics;
const withTables = { ...rooms, metrics: others };
const ofClasses = Object.entries(withTables).flatMap(([room, classes]) =>
  Object.entries(classes)
    .filter(([name]) => !["LambdaCallback", "ProgbarLogger", "LossScale"].includes(name))
    .flatMap(([name, made]) => {
      const table = (made as unknown as { options: OptionTable }).options;
      const [signature] = member(exportedType(room), name).getConstructSignatures();
      const documented = new Map(optionsOf(signature as ts.Signature).map((one) => [one.name, one]));
      return Object.keys(table).map((option) => ({
        of: `${room}.${name}`,
        option,
        symbol: documented.get(option),
        row: table[option] as OptionTable[string],
      }));
    }),
);

it.each(ofClasses)("$of documents $option, and its default", ({ symbol, row }) => {
  const text = docOf(symbol as ts.Symbol);
  if (row.isRequired) {
    expect(text).not.toBe("");
    return;
  }
  expect(text).toMatch(/Defaults to /);
  if (["number", "boolean"].includes(typeof row.default)) {
    const numbers = text.slice(text.indexOf("Defaults to")).match(/true|false|-?[\d.]+(e-?\d+)?\d*/g) ?? [];
    const values = numbers.map((one) => (/true|false/.test(one) ? one === "true" : Number.parseFloat(one)));
    expect(values).toContain(row.default);
  } else if (typeof row.default === "string") expect(text).toContain(`"${row.default}"`);
});

const functions: [string, ts.Type][] = [
  ...["fit", "evaluate", "predict", "call", "tfFunction"].map((name): [string, ts.Type] => [
    name,
    exportedType(name),
  ]),
  ...[
    "history",
    "compare",
    "confusionMatrix",
    "images",
    "layerWeights",
    "model",
    "activations",
    "schedule",
  ].map((name): [string, ts.Type] => [`plot.${name}`, member(exportedType("plot"), name)]),
  ["live.history", member(exportedType("live"), "history")],
  ["loadData", member(member(exportedType("datasets"), "mnist"), "loadData")],
];

it.each(functions)("%s documents each of its options, and what they default to", (_, type) => {
  const found = optionsOf(type.getCallSignatures()[0] as ts.Signature);
  expect(found).not.toEqual([]);
  for (const option of found) {
    expect([option.name, docOf(option)]).toEqual([
      option.name,
      expect.stringMatching(isOptional(option) ? /Defaults to / : /./),
    ]);
  }
});
