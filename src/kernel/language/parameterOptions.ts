/** The options that a parameter takes, where it takes an object: what Python shows as keyword arguments. */
import { ts } from "./compiler";
import { readDocumentation } from "./documentation";

export interface Option {
  /** Such as `filters: number` or `strides?: number | number[]`. */
  declaration: string;
  /** The first sentence of its documentation; empty where it has none. */
  summary: string;
}

/** More are not options but the members of a thing. */
const AT_MOST = 40;

/** The options of an argument of a call, the required ones first; none where it is no object of options. */
export function parameterOptions(
  call: ts.CallExpression | ts.NewExpression,
  argument: number,
  checker: ts.TypeChecker,
): Option[] {
  const parameter = checker.getResolvedSignature(call)?.parameters[argument];
  if (!parameter) return [];
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, call));
  const properties = isOptions(type) ? type.getProperties() : [];
  if (properties.length > AT_MOST) return [];
  const isOptional = ({ flags }: ts.Symbol) => (flags & ts.SymbolFlags.Optional) !== 0;
  return properties
    .toSorted((one, other) => Number(isOptional(one)) - Number(isOptional(other)))
    .map((property) => {
      const optional = isOptional(property);
      const declared = checker.getTypeOfSymbolAtLocation(property, call);
      const shown = optional ? checker.getNonNullableType(declared) : declared;
      return {
        declaration: `${property.name}${optional ? "?" : ""}: ${checker.typeToString(shown, call)}`,
        summary: summaryOf(property, checker),
      };
    });
}

/** An interface or a literal type whose members are data: no array, function or class. */
function isOptions(type: ts.Type): boolean {
  if (!(type.flags & ts.TypeFlags.Object) || type.isClass()) return false;
  if (type.getCallSignatures().length > 0 || type.getNumberIndexType()) return false;
  return type.getProperties().every((property) => !(property.flags & ts.SymbolFlags.Method));
}

function summaryOf(property: ts.Symbol, checker: ts.TypeChecker): string {
  readDocumentation(property, checker);
  const text = ts.displayPartsToString(property.getDocumentationComment(checker));
  const [sentence = ""] = text.replace(/\s+/g, " ").split(/(?<=\.) (?=[A-Z`])/);
  return sentence;
}
