/** The processes below a process: who they are, keeping them within reach, ending them. */
export { descendantsOf, type EndOptions, endDescendants } from "./descendants";
export { isRunning } from "./isRunning";
export { becomeSubreaper } from "./subreaper";
