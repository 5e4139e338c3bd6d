/** Python's statements in a cell that does not parse, told with TypeScript's way to write them. */
import { inTypeScript, parametersOf } from "./pythonInTypeScript";
import { pythonModuleCure } from "./pythonModules";
import { type FaultyLine, inShort, onWholeLine, type Slip } from "./slip";

interface Statement {
  /** Meets the line without its indentation, its comment and the insides of its strings. */
  pattern: RegExp;
  message: string;
  /** The cure, from the parts of the line that the pattern has matched. */
  cure(...parts: string[]): string;
}

const BLOCK = "TypeScript puts a block in braces.";
const CONDITION = "TypeScript puts the condition in parentheses and the block in braces.";

const statements: Statement[] = [
  {
    pattern: /^from\s+([\w.]+)\s+import\s+(.+)$/,
    message: "TypeScript names what it imports first, in braces.",
    cure: (module = "", names = "") =>
      pythonModuleCure(module) ??
      (names.trim() === "*"
        ? `import * as ${module.split(".").at(-1)} from "${module}"`
        : `import { ${names.replace(/[()]/g, "").trim()} } from "${module}"`),
  },
  {
    pattern: /^import\s+([\w.]+)(?:\s+as\s+(\w+))?\s*(?:,.*)?;?$/,
    message: "TypeScript writes the name of a module as a string.",
    cure: (module = "", name = module.split(".").at(-1) ?? "") =>
      pythonModuleCure(module) ?? `import * as ${name} from "${module}"`,
  },
  {
    pattern: /^(async\s+)?def\s+(\w+)\s*\(([^)]*)\)?.*$/,
    message: "TypeScript writes function for def, and braces around the body.",
    cure: (async = "", name = "", parameters = "") =>
      name === "__init__"
        ? `constructor(${parametersOf(parameters)}) { … }`
        : `${async && "async "}function ${name}(${parametersOf(parameters)}) { … }`,
  },
  {
    pattern: /^class\s+(\w+)\s*(?:\(([^)]*)\))?\s*:.*$/,
    message: BLOCK,
    cure: (name = "", base = "") =>
      base.trim() ? `class ${name} extends ${base.trim()} { … }` : `class ${name} { … }`,
  },
  {
    pattern: /^(?:\}\s*)?elif\b\s*(.*?)\s*(?::|\{.*)?$/,
    message: "TypeScript writes else if for elif.",
    cure: (condition = "") => `} else if (${inTypeScript(withoutParentheses(condition))}) {`,
  },
  { pattern: /^else\s*:.*$/, message: BLOCK, cure: () => "} else { … }" },
  {
    pattern: /^(if|while)\b\s*(.+):(?:\s.*)?$/,
    message: CONDITION,
    cure: (keyword = "", condition = "") =>
      `${keyword} (${inTypeScript(withoutParentheses(condition))}) { … }`,
  },
  {
    pattern: /^for\s+(\(?\w+(?:\s*,\s*\w+)*\)?)\s+in\s+(.+?)(?::(?:\s.*)?)?$/,
    message: "TypeScript puts the head of a loop in parentheses and its block in braces.",
    cure: loop,
  },
  {
    pattern: /^try\s*:.*$/,
    message: BLOCK,
    cure: () => "try { … } catch (error) { … }",
  },
  {
    pattern: /^except\b.*?(?:\bas\s+(\w+)\s*)?:.*$/,
    message: "TypeScript writes catch for except.",
    cure: (name = "error") => `} catch (${name}) { … }`,
  },
  { pattern: /^finally\s*:.*$/, message: BLOCK, cure: () => "} finally { … }" },
  {
    pattern: /^with\s+(.+?)(?:\s+as\s+(\w+))?\s*:.*$/,
    message: "There is no with block in TypeScript.",
    cure: (value = "", name = "value") =>
      /GradientTape/.test(value)
        ? 'import { gradientTape } from "trainbook", then gradientTape(() => loss, weights)'
        : `const ${name} = ${inTypeScript(value.replace(/^open\((.*?)(?:,.*)?\)$/, 'require("node:fs").readFileSync($1, "utf8")'))}`,
  },
  {
    pattern: /^raise\b\s*(?:\w+\s*\((.*)\))?.*$/,
    message: "TypeScript writes throw for raise.",
    cure: (message = '"…"') => `throw new Error(${inTypeScript(message)})`,
  },
  {
    pattern: /^assert\s+(.+?)(?:,\s*(.+))?$/,
    message: "There is no assert statement in TypeScript.",
    cure: (condition = "", message = "") =>
      `console.assert(${[inTypeScript(condition), inTypeScript(message)].filter(Boolean).join(", ")})`,
  },
  {
    pattern: /^del\s+(.+)$/,
    message: "There is no del in TypeScript.",
    cure: (name = "") =>
      /[.[]/.test(name)
        ? `delete ${name}`
        : `a tensor is freed by ${name}.dispose(); other values need nothing`,
  },
  {
    pattern: /^(?:global|nonlocal)\s+(.+)$/,
    message: "There is no global or nonlocal in TypeScript: a function sees the names around it.",
    cure: () => "leave the line out",
  },
  {
    pattern: /^print\s+([^(].*)$/,
    message: "There is no print in TypeScript.",
    cure: (values = "") =>
      `console.log(${inShort(inTypeScript(values))}), or put the value alone on the cell's last line`,
  },
  {
    pattern: /^@tf\.function\b.*$/,
    message: "There is no @tf.function in TypeScript: tfFunction takes the function.",
    cure: () => 'import { tfFunction } from "trainbook", then const step = tfFunction((x, y) => …)',
  },
  {
    pattern: /^match\s+(.+):$/,
    message: "TypeScript has switch for match.",
    cure: (value = "") => `switch (${value}) { case …: … }`,
  },
];

/** The slip of a line that is a statement of Python's. */
export function pythonStatement(line: FaultyLine): Slip | undefined {
  const indent = line.code.length - line.code.trimStart().length;
  const code = line.code
    .slice(indent)
    .replace(/\s+#\s.*$/, "")
    .trimEnd();
  for (const { pattern, message, cure } of statements) {
    const met = new RegExp(pattern, `${pattern.flags}d`).exec(code);
    if (!met) continue;
    // The parts are read where they stand in the text, with their strings.
    const parts = (met.indices ?? [])
      .slice(1)
      .map((range) => (range ? line.text.slice(indent + range[0], indent + range[1]) : undefined));
    return {
      message,
      cure: (cure as (...parts: (string | undefined)[]) => string)(...parts),
      ...onWholeLine(line),
    };
  }
  return undefined;
}

function loop(variables = "", values = ""): string {
  const range = /^range\s*\((.*)\)$/
    .exec(values)?.[1]
    ?.split(",")
    .map((part) => inTypeScript(part));
  if (range) {
    const [from, to, step] = range.length === 1 ? ["0", range[0]] : range;
    return `for (let ${variables} = ${from}; ${variables} < ${to}; ${variables}${step ? ` += ${step}` : "++"}) { … }`;
  }
  const names = variables.replace(/[()[\]]/g, "");
  const pattern = names.includes(",") ? `[${names}]` : names;
  const enumerated = /^enumerate\s*\(([^,]*).*\)$/.exec(values)?.[1];
  if (enumerated) return `for (const ${pattern} of ${inTypeScript(enumerated)}.entries()) { … }`;
  const items = /^(.+)\.items\(\)$/.exec(values)?.[1];
  if (items) return `for (const ${pattern} of Object.entries(${items})) { … }`;
  return `for (const ${pattern} of ${inTypeScript(values)}) { … }`;
}

function withoutParentheses(condition: string): string {
  const trimmed = condition.trim();
  return /^\([^()]*\)$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}
