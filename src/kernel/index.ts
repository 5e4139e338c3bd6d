/** The notebook kernel as seen from outside its process: its kernelspec, and running notebooks in it. */
export { inspectKernelspec, installKernelspec, jupyterVariables, type KernelspecReport } from "./kernelspec";
export {
  type Notebook,
  type NotebookCell,
  NotebookError,
  type NotebookOutput,
  readNotebook,
  sourceOf,
  writeNotebook,
} from "./notebook";
export { installPapermillPlugin } from "./papermill";
export {
  type CellProgress,
  type CellResult,
  type NotebookFailure,
  type NotebookRun,
  type RunNotebookOptions,
  runNotebook,
} from "./runNotebook";
