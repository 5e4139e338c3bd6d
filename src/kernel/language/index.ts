/** The language layer: what TypeScript makes of cells. Loading this loads no compiler; its thread does. */
export type { Completeness, Completion, CompletionMatch, Inspection } from "./answers";
export {
  type Conversion,
  type ConvertedCell,
  type ConvertedModule,
  cellParameters,
  moduleParameters,
} from "./conversion";
export { LanguageError, LanguageThread, type LanguageThreadOptions } from "./languageThread";
