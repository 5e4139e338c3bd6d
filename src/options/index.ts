/**
 * Options: one table for each class and function that takes any. It has their defaults, the values that fit and Keras's
 * names; what is unknown or does not fit is refused, and model files are written and read by it. The interface beside
 * it documents them. A leaf that any room may use.
 */
export { kerasName, optionsFromKeras, optionsToKeras } from "./kerasConfig";
export { nearNames } from "./nearNames";
export {
  anything,
  boolean,
  fitting,
  number,
  numberOrNumbers,
  numbers,
  type Option,
  type OptionsOf,
  type OptionTable,
  oneOf,
  type Resolved,
  required,
  string,
  strings,
  whole,
} from "./option";
export { type Checking, OptionError, resolveOptions } from "./resolveOptions";
export { UnknownNameError } from "./unknownNameError";
