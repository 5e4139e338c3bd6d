import type { Notebook } from "../../../src/kernel";

/** A notebook of code cells. */
export function notebookOf(sources: readonly string[]): Notebook {
  const cells = sources.map((source, index) => ({
    cell_type: "code" as const,
    id: `cell-${index}`,
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  }));
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}
