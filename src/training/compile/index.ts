/** The options of `model.compile`, and what becomes of them. */
import "./extendCompile";

export {
  type Compilation,
  type CompiledOutput,
  compilationOf,
  compiledModel,
  freeKept,
  isCompiledAs,
} from "./compilation";
export type { CompileOptions, LossChoice, MetricChoice, MetricChoices, PerOutput } from "./compileOptions";
export { CompileError } from "./errors";
export { PerCompilation } from "./perCompilation";
