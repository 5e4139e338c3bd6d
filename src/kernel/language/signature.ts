/** One line for a name: the signature of a function, the type of anything else. */
import { ts } from "./compiler";

/** Such as `(a: number, b?: number): number (+1 overload)`; undefined for what is a type only. */
export function signatureOf(symbol: ts.Symbol, at: ts.Node, checker: ts.TypeChecker): string | undefined {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (!(target.flags & ts.SymbolFlags.Value)) return undefined;
  const type = checker.getTypeOfSymbolAtLocation(target, at);
  const [first, ...others] = type.getCallSignatures();
  if (!first) return checker.typeToString(type);
  const more = others.length > 1 ? ` (+${others.length} overloads)` : " (+1 overload)";
  return checker.signatureToString(first) + (others.length > 0 ? more : "");
}
