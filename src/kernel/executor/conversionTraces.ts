/**
 * Traces of the conversion of cells in what JavaScript says of their code: V8's messages ("__cells.f is not a
 * function") and the text of functions.
 */

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
  const value = function (this: unknown): string {
    return withoutConversion(written.call(this));
  };
  Object.defineProperty(value, "name", { value: "toString" });
  Object.defineProperty(Function.prototype, "toString", { value, writable: true, configurable: true });
}
