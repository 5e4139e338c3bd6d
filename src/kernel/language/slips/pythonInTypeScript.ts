/** Python's expressions as a learner would write them in TypeScript: for cures, which people read, not for running. */

const STRING = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/;
const F_STRING = /(?<![\w$])[fF]("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g;

/** A Python expression in TypeScript, as far as single words and f-strings go. */
export function inTypeScript(python: string): string {
  return python
    .replace(F_STRING, (_, string: string) => templateOf(string))
    .split(STRING)
    .map((part, index) => (index % 2 === 1 ? part : wordsOf(part)))
    .join("")
    .trim();
}

/** The text of an f-string, with its quotes, as a template: `"{loss:.2f}"` is `${loss.toFixed(2)}`. */
export function templateOf(string: string): string {
  const text = string
    .slice(1, -1)
    .replace(/\{([^{}:!]+)(?::([^{}]*))?(?:![rsa])?\}/g, (_, value: string, format: string = "") => {
      const digits = /\.(\d+)f/.exec(format)?.[1];
      return digits === undefined ? `\${${value}}` : `\${${value}.toFixed(${digits})}`;
    });
  return `\`${text}\``;
}

function wordsOf(python: string): string {
  return python
    .replace(/\bis\s+not\b/g, "!==")
    .replace(/\bis\b/g, "===")
    .replace(/([\w.$]+(?:\([^()]*\))?)\s+not\s+in\s+([\w.$]+)/g, "!$2.includes($1)")
    .replace(/([\w.$]+)\s+in\s+([\w.$]+)/g, "$2.includes($1)")
    .replace(/([^=!<>])==(?!=)/g, "$1===")
    .replace(/!=(?!=)/g, "!==")
    .replace(/\band\b/g, "&&")
    .replace(/\bor\b/g, "||")
    .replace(/\bnot\s+/g, "!")
    .replace(/\bTrue\b/g, "true")
    .replace(/\bFalse\b/g, "false")
    .replace(/\bNone\b/g, "null")
    .replace(/\blen\(([\w.$]+)\)/g, "$1.length")
    .replace(/\bself\b/g, "this");
}

/** The parameters of a Python function, without `self` and with types in TypeScript's words. */
export function parametersOf(python: string): string {
  return python
    .split(",")
    .map((parameter) =>
      inTypeScript(parameter.replace(/\b(int|float)\b/g, "number").replace(/\bstr\b/g, "string")),
    )
    .filter((parameter) => parameter !== "" && parameter !== "this")
    .map((parameter) => parameter.replace(/^\*{1,2}/, "..."))
    .join(", ");
}
