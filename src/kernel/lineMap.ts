/**
 * Finds the line of a cell from a place in its compiled form.
 *
 * tslab's compiler settings leave no room for source maps. But compiling a cell only drops tokens (types) and
 * adds a few (`exports.`, `require`), in the order of the source: the longest common subsequence of the two
 * token lists says which compiled token is which token of the source.
 */

interface Token {
  text: string;
  line: number;
  column: number;
}

const TOKEN = /[\p{L}_$][\p{L}\p{N}_$]*|\d[\w.]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\S/gu;
const TOKENS_AT_MOST = 4_000;

/**
 * The line of `source`, counted from 1, that stands at a place of `compiled` (line from 1, column from 1, as in
 * V8's stacks); undefined where nothing corresponds, or for a cell too long to align.
 */
export function sourceLine(
  source: string,
  compiled: string,
  line: number,
  column: number,
): number | undefined {
  const from = tokens(source);
  const to = tokens(compiled);
  if (from.length > TOKENS_AT_MOST || to.length > TOKENS_AT_MOST) return undefined;
  const partner = align(from, to);
  const at = to.findIndex((token) => token.line === line && token.column + token.text.length >= column);
  if (at < 0) return undefined;
  // A place may be a token that the compiler added (`exports`): the next one of the same line then tells.
  for (let index = at; to[index]?.line === line; index++) {
    const token = partner[index];
    if (token) return token.line;
  }
  for (let index = at - 1; to[index]?.line === line; index--) {
    const token = partner[index];
    if (token) return token.line;
  }
  return undefined;
}

function tokens(code: string): Token[] {
  return code
    .split("\n")
    .flatMap((text, row) =>
      [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], line: row + 1, column: match.index + 1 })),
    );
}

/** For each token of `to` the token of `from` that it is, by longest common subsequence. */
function align(from: Token[], to: Token[]): (Token | undefined)[] {
  const width = to.length + 1;
  const length = new Uint16Array((from.length + 1) * width);
  const at = (i: number, j: number) => length[i * width + j] as number;
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) {
      const same = from[i]?.text === to[j]?.text;
      length[i * width + j] = same ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const partner = new Array<Token | undefined>(to.length).fill(undefined);
  for (let i = 0, j = 0; i < from.length && j < to.length; ) {
    if (from[i]?.text === to[j]?.text) partner[j++] = from[i++];
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return partner;
}
