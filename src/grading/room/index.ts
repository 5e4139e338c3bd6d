/** The room that a graded notebook runs in, and what it may use. */
export { GradingRoom, type RoomOptions } from "./gradingRoom";
export { LimitError, type Limits } from "./limits";
export { offersNamespaces } from "./namespaces";
export { changedFile, type PackageState, packageState } from "./packageState";
