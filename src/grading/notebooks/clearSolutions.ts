/**
 * Takes the solutions out of a notebook: what stands between `// BEGIN SOLUTION` and `// END SOLUTION` becomes one
 * line `// YOUR CODE HERE`. These are nbgrader's default delimiters, found as it finds them, anywhere in a line.
 */
import { type Notebook, type NotebookCell, sourceOf } from "../../kernel";
import { TrainbookError } from "../../trainbookError";
import { nbgraderOf } from "./nbgraderMetadata";

/** A solution notebook whose markers do not fit; nothing is generated from it, so that no solution slips through. */
export class SolutionMarkerError extends TrainbookError {}

const begin = "BEGIN SOLUTION";
const end = "END SOLUTION";
const stub = "// YOUR CODE HERE";

/**
 * The notebook with each solution region replaced by a stub.
 *
 * @throws SolutionMarkerError naming the cell where a marker is missing, nested or in a cell that nbgrader does not
 *   know as a solution, or a solution cell has no region
 */
export function clearSolutions(notebook: Notebook): Notebook {
  return { ...notebook, cells: notebook.cells.map(clearCell) };
}

function clearCell(cell: NotebookCell, index: number): NotebookCell {
  const isSolution = cell.cell_type === "code" && nbgraderOf(cell)?.solution === true;
  const refuse = (problem: string, cure: string) => {
    throw new SolutionMarkerError(`cell ${index + 1} ${problem}:\n${sourceOf(cell)}`, { cure });
  };
  const kept: string[] = [];
  let regions = 0;
  let inside = false;
  for (const line of sourceOf(cell).split("\n")) {
    if (line.includes(begin)) {
      if (inside) refuse(`has ${begin} inside a solution`, `add a line // ${end} before it`);
      kept.push(`${/^\s*/.exec(line)?.[0]}${stub}`);
      inside = true;
      regions++;
    } else if (line.includes(end)) {
      if (!inside) refuse(`has ${end} without a beginning`, `add a line // ${begin} before it`);
      inside = false;
    } else if (!inside) {
      kept.push(line);
    }
  }
  if (inside) refuse(`has ${begin} without an end`, `add a line // ${end}`);
  if (regions > 0 && !isSolution)
    refuse("has a solution but is no solution cell", "set nbgrader.solution to true");
  if (regions === 0 && isSolution)
    refuse("is a solution cell without a solution", `put it after // ${begin}`);
  return regions === 0 ? cell : { ...cell, source: kept.join("\n") };
}
