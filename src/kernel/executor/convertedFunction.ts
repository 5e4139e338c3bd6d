/** Converted JavaScript, which is a function's body, as that function. */
import { constants, Script } from "node:vm";

const { runInThisContext } = Script.prototype;

/**
 * @param file the name by which stack traces know the JavaScript; its lines and columns count as they are in `body`.
 */
export function convertedFunction(
  kind: "function" | "async function",
  parameters: readonly string[],
  body: string,
  file: string,
): (...values: unknown[]) => unknown {
  const opening = `(${kind} (${parameters.join(", ")}) {`;
  const script = new Script(`${opening}${body}\n})`, {
    filename: file,
    columnOffset: -opening.length,
    // `import()` in code that was not converted, such as that of `eval`.
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  return Reflect.apply(runInThisContext, script, []) as (...values: unknown[]) => unknown;
}
