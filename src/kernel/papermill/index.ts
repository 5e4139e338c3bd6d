/** Running notebooks with papermill: parameters in TypeScript. */
export { installPapermillPlugin } from "./plugin";
