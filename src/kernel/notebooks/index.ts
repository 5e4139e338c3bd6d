/** Notebooks as files, and running them: by nbclient in a kernel of their own, or by papermill. */
export { failureWords } from "./failureWords";
export {
  type Notebook,
  type NotebookCell,
  NotebookError,
  type NotebookOutput,
  readNotebook,
  sourceOf,
  splitLines,
  writeNotebook,
} from "./notebook";
export { installPapermillPlugin } from "./papermillPlugin";
export {
  type CellProgress,
  type CellResult,
  type NotebookFailure,
  type NotebookRun,
  type RunNotebookOptions,
  runNotebook,
} from "./runNotebook";
