/** What changes tfjs's behaviour, and typed views of what tfjs keeps private. Importing it applies the patches. */
import "./patches/summary";

export type { CompiledByTfjs, TensorFunction } from "./compiledModel";
export { isTfjsLoss, isTfjsMetric } from "./knownNames";
