/** The modules that a text names: in imports, exports, `import()` and `require` of TypeScript. */
import { ts } from "./compiler";

/** The specifiers that `text` names as constants. */
export function moduleSpecifiers(text: string): Set<string> {
  if (!/\b(import|export|require|declare)\b/.test(text)) return new Set();
  const { importedFiles, ambientExternalModules } = ts.preProcessFile(text, true, false);
  return new Set([...importedFiles.map(({ fileName }) => fileName), ...(ambientExternalModules ?? [])]);
}
