/** The notebook kernel as seen from outside its process: its kernelspec, and running notebooks in it. */
export { observerVariable } from "./cellObserver";
export { inspectKernelspec, installKernelspec, jupyterVariables, type KernelspecReport } from "./kernelspec";
export * from "./notebooks";
