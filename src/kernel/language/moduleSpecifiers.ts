/** The modules that a text names: in imports, exports, `import()` and `require` of TypeScript. */
import { ts } from "./compiler";

/** The specifiers that `text` names as constants, but for one that is still being written at `cursor`. */
export function moduleSpecifiers(text: string, cursor = -1): Set<string> {
  if (!/\b(import|export|require|declare)\b/.test(text)) return new Set();
  const { importedFiles, ambientExternalModules } = ts.preProcessFile(text, true, false);
  const finished = importedFiles.filter(({ pos, end }) => cursor < pos || cursor > end);
  return new Set([...finished.map(({ fileName }) => fileName), ...(ambientExternalModules ?? [])]);
}
