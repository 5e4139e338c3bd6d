/** Losses and their gradients, by variables and by tensors. */
export { GradientError } from "./gradientError";
export {
  gradientTape,
  type Tape,
  type TapeGradients,
  type TapeOthers,
  type TapeResult,
  type TapeSources,
  type TapeVariable,
  type TapeVariables,
} from "./gradientTape";
