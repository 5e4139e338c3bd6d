/** Losses and their gradients, by variables and by tensors. */
export { GradientError } from "./gradientError";
export {
  gradientTape,
  type Tape,
  type TapeGradients,
  type TapeOthers,
  type TapeResult,
} from "./gradientTape";
export type { TapeSources, TapeVariable, TapeVariables } from "./sources";
