/** Declarations with `export`, which means nothing in a cell, as ones without. */
import { ts } from "./compiler";

const { factory } = ts;

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) === true
  );
}

/** A declaration without `export` and `default`, which the body of a function cannot have. */
export function withoutExport(node: ts.Statement): ts.Statement {
  if (!hasModifier(node, ts.SyntaxKind.ExportKeyword) || !ts.canHaveModifiers(node)) return node;
  const { modifiers } = node as ts.Statement & { modifiers?: ts.NodeArray<ts.ModifierLike> };
  const kept = modifiers?.filter(
    ({ kind }) => kind !== ts.SyntaxKind.ExportKeyword && kind !== ts.SyntaxKind.DefaultKeyword,
  );
  return replaceModifiers(node, kept) as ts.Statement;
}

type NamelessDeclaration = (ts.FunctionDeclaration | ts.ClassDeclaration) & { name: undefined };

/** `export default function () {}` or a class like it. */
export function isNameless(node: ts.Statement): node is NamelessDeclaration {
  return (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name === undefined;
}

/** A declaration without a name may not stand alone; an expression may. */
export function nameless(node: NamelessDeclaration): ts.Statement {
  const modifiers = node.modifiers?.filter(ts.isModifier);
  const expression = ts.isFunctionDeclaration(node)
    ? factory.createFunctionExpression(
        modifiers,
        node.asteriskToken,
        undefined,
        node.typeParameters,
        node.parameters,
        node.type,
        node.body ?? factory.createBlock([]),
      )
    : factory.createClassExpression(
        node.modifiers,
        undefined,
        node.typeParameters,
        node.heritageClauses,
        node.members,
      );
  return factory.createExpressionStatement(factory.createParenthesizedExpression(expression));
}

function replaceModifiers(node: ts.HasModifiers, kept: ts.ModifierLike[] | undefined): ts.Node {
  const internal = factory as unknown as {
    replaceModifiers(node: ts.Node, modifiers: ts.ModifierLike[] | undefined): ts.Node;
  };
  return internal.replaceModifiers(node, kept);
}
