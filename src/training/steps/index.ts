/** What happens to one batch. */
export { applyConstraints } from "./constraints";
export { forward } from "./forward";
export { Results } from "./results";
export { testStep } from "./testStep";
export { trainStep } from "./trainStep";
