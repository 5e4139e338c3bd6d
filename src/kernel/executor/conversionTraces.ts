/**
 * Traces of the conversion of cells in what JavaScript says of their code: V8's messages ("__cells.f is not a
 * function") and the text of functions.
 */

import { asLearners } from "./learnersSide";

/** A text about converted code, in the learner's own names. */
export function withoutConversion(text: string): string {
  if (!text.includes("__c") && !text.includes("__import")) return text;
  return text
    .replace(/\(0 ?, ?__cells\.([\p{ID_Continue}$]+)\)/gu, "$1")
    .replaceAll("__cells.", "")
    .replace(/\b__check\(\);? ?/g, "")
    .replace(/\b__check\(/g, "(")
    .replace(/\b__import(?=[(.])/g, "import");
}

/** Lets functions of cells be read, and sent elsewhere as text, as they were written. */
export function cleanFunctionTexts(): void {
  const written = Function.prototype.toString;
  const cleaned = () => ({
    toString(this: unknown): string {
      return withoutConversion(Reflect.apply(written, this, []));
    },
  });
  const property = { writable: true, configurable: true };
  Object.defineProperty(Function.prototype, "toString", { ...property, value: cleaned().toString });
  const value = asLearners(cleaned().toString);
  Object.defineProperty(globalThis.Function.prototype, "toString", { ...property, value });
}
