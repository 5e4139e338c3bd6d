/** Python's expressions in a cell that does not parse, told with TypeScript's way to write them. */
import { inTypeScript, templateOf } from "./pythonInTypeScript";
import { type FaultyLine, inShort, type Slip } from "./slip";

type Rule = (line: FaultyLine) => Slip | undefined;

/** The slip of a line with an expression of Python's where the parser stopped. */
export function pythonExpression(line: FaultyLine): Slip | undefined {
  for (const rule of rules) {
    const slip = rule(line);
    if (slip) return slip;
  }
  return undefined;
}

const OPERATORS = new Map([
  ["and", "&&"],
  ["or", "||"],
  ["not", "!"],
  ["is", "==="],
]);

/** The word at the fault, or the one right before it. */
function wordNear(
  { code, column }: FaultyLine,
  words: Iterable<string>,
): { word: string; at: number } | undefined {
  const wanted = new Set(words);
  const [here = ""] = /^\w+/.exec(code.slice(column)) ?? [];
  if (wanted.has(here)) return { word: here, at: column };
  const notIn = /^(\w+\s+)not\s+in\b/.exec(code.slice(column));
  if (notIn && wanted.has("not")) return { word: "not", at: column + (notIn[1]?.length ?? 0) };
  const before = /(\w+)\s*$/.exec(code.slice(0, column));
  if (!before || !wanted.has(before[1] ?? "")) return undefined;
  return { word: before[1] ?? "", at: before.index };
}

const tripleQuotes: Rule = ({ text, start }) => {
  const at = text.search(/"""|'''/);
  if (at < 0) return undefined;
  const message = "There are no triple quotes in TypeScript.";
  return {
    message,
    cure: "a text over several lines stands in backticks: `…`; a comment in /* … */",
    start: start + at,
    length: 3,
  };
};

const comment: Rule = ({ code, text, column, start }) => {
  const at = /(?:^|\s)#(?=[\s#!]|$)|^\s*#/.exec(code);
  if (!at) return undefined;
  const place = code.indexOf("#", at.index);
  if (place > column) return undefined;
  const cure = `// ${text.slice(place).replace(/^[#\s!]+/, "")}`.trimEnd();
  const heading = place === 0 ? "; for text, make the cell a Markdown cell (Esc, then M)" : "";
  return {
    message: "A TypeScript comment begins with //, not with #.",
    cure: cure + heading,
    start: start + place,
    length: 1,
  };
};

const lambda: Rule = ({ code, text, start }) => {
  const met = /\blambda\b\s*([^:]*):\s*(.*)$/.exec(code);
  if (!met) return undefined;
  const parameters = met[1]?.trim() ?? "";
  const body = text.slice(met.index + met[0].length - (met[2]?.length ?? 0));
  return {
    message: "TypeScript writes an arrow => for lambda.",
    cure: inShort(`(${parameters}) => ${inTypeScript(untilClosed(body))}`),
    start: start + met.index,
    length: 6,
  };
};

/** The beginning of a text that ends before a bracket which it has not opened. */
function untilClosed(text: string): string {
  let depth = 0;
  for (const [index, letter] of [...text].entries()) {
    if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter) && --depth < 0) return text.slice(0, index);
    else if (letter === "," && depth === 0) return text.slice(0, index);
  }
  return text;
}

const COMPREHENSION = "There are no comprehensions in TypeScript: arrays have map and filter.";

const comprehension: Rule = (line) => {
  if (wordNear(line, ["for"]) === undefined) return undefined;
  const met =
    /[[({]\s*([^[{]+?)\s+for\s+(\w+|[\w\s,()]+?)\s+in\s+(.+?)(?:\s+if\s+(.+?))?\s*[\])}]+;?\s*$/.exec(
      line.text,
    );
  if (!met) return undefined;
  const [, result = "", name = "", values = "", condition] = met;
  const range = /^range\(([^,]+)\)?$/.exec(values)?.[1]?.replace(/\)$/, "");
  const list = range ? `Array.from({ length: ${range} }, (_, ${name}) => ${name})` : inTypeScript(values);
  const parameter = name.includes(",") ? `([${name}])` : `(${name})`;
  const filtered = condition ? `${list}.filter(${parameter} => ${inTypeScript(condition)})` : list;
  const cure =
    range && !condition
      ? `Array.from({ length: ${range} }, (_, ${name}) => ${inTypeScript(result)})`
      : result === name
        ? filtered
        : `${filtered}.map(${parameter} => ${inTypeScript(result)})`;
  return { message: COMPREHENSION, cure };
};

const conditional: Rule = (line) => {
  const near = wordNear(line, ["if"]);
  if (!near || line.code.slice(0, near.at).trim() === "") return undefined;
  const rest = /^if\s+(.+?)\s+else\s+(.+?)[\s;]*$/.exec(line.text.slice(near.at));
  if (!rest) return undefined;
  const value = /([^=(,[]+)$/.exec(line.text.slice(0, near.at))?.[1] ?? "…";
  const [, condition = "", other = ""] = rest;
  return {
    message: "The condition stands first in TypeScript.",
    cure: inShort(
      `${inTypeScript(condition)} ? ${inTypeScript(value)} : ${inTypeScript(untilClosed(other))}`,
    ),
    start: line.start + near.at,
    length: 2,
  };
};

const operator: Rule = (line) => {
  const near = wordNear(line, OPERATORS.keys());
  if (!near) return undefined;
  const { word, at } = near;
  const isMembership = /^not\s+in\b/.test(line.code.slice(at));
  const cure = isMembership ? "!values.includes(value)" : OPERATORS.get(word);
  const example = inShort(inTypeScript(line.text.replace(/[;{:]\s*$/, "")), 80);
  return {
    message: `TypeScript writes ${cure} for ${isMembership ? "not in" : word}.`,
    cure: example,
    start: line.start + at,
    length: word.length,
  };
};

const prefixedString: Rule = ({ code, text, column, start }) => {
  const at =
    /(?:^|[^\w$])([fFrRbBuU]{1,2})$/.exec(code.slice(0, column)) && /["']/.test(code[column] ?? "")
      ? column - 1
      : column;
  const met = /^([fFrRbBuU]{1,2})("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/.exec(text.slice(at));
  if (!met || /[\w$]/.test(text[at - 1] ?? "")) return undefined;
  const [whole, prefix = "", string = ""] = met;
  const place = { start: start + at, length: whole.length };
  if (/f/i.test(prefix)) {
    return {
      message: "TypeScript has templates in backticks for f-strings.",
      cure: templateOf(string),
      ...place,
    };
  }
  const cure = /r/i.test(prefix) ? `String.raw\`${string.slice(1, -1)}\`` : string;
  return { message: `A string has no ${prefix} before it in TypeScript.`, cure, ...place };
};

const slice: Rule = ({ code, text, column, start }) => {
  const met = [...code.matchAll(/([\w.$]+)\[([^[\]{}?]*:[^[\]{}?]*)\]/g)].find(
    ({ index, 0: whole }) => index <= column && column <= index + whole.length,
  );
  if (!met) return undefined;
  const [whole, value = "", range = ""] = met;
  const place = { start: start + met.index, length: whole.length };
  const message = "There are no slices with : in TypeScript.";
  if (range.includes(","))
    return {
      message,
      cure: `of a tensor, the begins and the sizes by axis, as in ${value}.slice([0, 0], [-1, 1])`,
      ...place,
    };
  const [from = "", to = "", step] = text
    .slice(met.index + value.length + 1, met.index + whole.length - 1)
    .split(":")
    .map((part) => part.trim());
  const array = to === "" ? `${value}.slice(${from || 0})` : `${value}.slice(${from || 0}, ${to})`;
  const size = /^\d+$/.test(to) && /^\d*$/.test(from) ? Number(to) - Number(from) : "size";
  const tensor = to === "" ? `${value}.slice(${from || 0})` : `${value}.slice(${from || 0}, ${size})`;
  if (step)
    return {
      message,
      cure: `${value}.filter((_, i) => i % ${step} === 0) of an array; tf.stridedSlice for a tensor`,
      ...place,
    };
  const cure = array === tensor ? array : `${array} of an array; ${tensor} of a tensor (begin and size)`;
  return { message, cure, ...place };
};

const spread: Rule = ({ code, text, column, start }) => {
  const met = /^\*{1,2}\s*[\w.$]+/.exec(code.slice(column));
  if (!met || !/[([{,]\s*$/.test(code.slice(0, column))) return undefined;
  return {
    message: "TypeScript writes ... for * and ** before a value.",
    cure: inShort(text.replace(/([([{,]\s*)\*{1,2}\s*(?=[\w$])/g, "$1...")),
    start: start + column,
    length: met[0].length,
  };
};

const dictionary: Rule = ({ text }) => {
  const met = /\{\s*([^{}:]+):\s*([^{}]+?)\s+for\s+(.+?)\s+in\s+(.+?)\s*\}/.exec(text);
  if (!met) return undefined;
  const [, key = "", value = "", names = "", values = ""] = met;
  const items = /^(.+)\.items\(\)$/.exec(values)?.[1];
  const list = items ? `Object.entries(${items})` : inTypeScript(values);
  const parameter = names.includes(",") ? `([${names}])` : `(${names})`;
  return {
    message: COMPREHENSION,
    cure: `Object.fromEntries(${list}.map(${parameter} => [${inTypeScript(key)}, ${inTypeScript(value)}]))`,
  };
};

const unequal: Rule = ({ code, column, start }) => {
  if (!code.slice(0, column + 1).endsWith("<>")) return undefined;
  return {
    message: "TypeScript writes !== for <>.",
    cure: "write !==",
    start: start + column - 1,
    length: 2,
  };
};

const rules: readonly Rule[] = [
  tripleQuotes,
  comment,
  lambda,
  dictionary,
  comprehension,
  unequal,
  conditional,
  prefixedString,
  operator,
  slice,
  spread,
];
