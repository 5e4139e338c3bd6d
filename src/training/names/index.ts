/** Names that learners write: of losses, metrics, optimizers, options, hooks. */
export { nearNames } from "./nearNames";
export { requireKnownOptions } from "./requireKnownOptions";
export { UnknownNameError } from "./unknownNameError";
