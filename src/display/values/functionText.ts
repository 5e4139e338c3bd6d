/** A function as its signature, a class as its name and what it extends. */

const LONGEST = 100;

/**
 * @param inspected what Node's inspector writes, with the properties after it: `[Function: twice] { calls: 1 }`,
 *   `[class Sub extends Base]`.
 */
export function functionText(value: (...values: never[]) => unknown, inspected: string): string {
  if (inspected.startsWith("[class ")) return inspected.replace(/^\[(class [^\]]*)\]/, "$1");
  const signature = signatureOf(Function.prototype.toString.call(value));
  return signature ? inspected.replace(/^\[[^\]]*\]/, () => signature) : inspected;
}

function signatureOf(source: string): string | undefined {
  if (/\{\s*\[native code\]\s*\}$/.test(source)) return undefined;
  const end = endOfParameters(source);
  if (end === undefined) return undefined;
  // The kernel keeps the names of cells in an object of its own.
  const head = source.slice(0, end).replace(/\s+/g, " ").replaceAll("__cells.", "");
  const text = /^\s*=>/.test(source.slice(end)) ? `${head} => …` : head;
  return text.length > LONGEST ? undefined : text;
}

/** The offset after the parameters of a function's source, which may hold parentheses and texts of their own. */
function endOfParameters(source: string): number | undefined {
  const single = /^(async\s+)?[\p{ID_Start}$_][\p{ID_Continue}$]*(?=\s*=>)/u.exec(source);
  if (single) return single[0].length;
  let depth = 0;
  for (const { 0: token, index } of source.matchAll(
    /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|[()[\]{}]/gs,
  )) {
    if (token.length > 1) continue;
    depth += "([{".includes(token) ? 1 : -1;
    if (depth === 0 && token === ")") return index + 1;
    if (depth === 1 && token === "{") return undefined;
  }
  return undefined;
}
