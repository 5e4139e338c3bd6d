/** The prose of a notebook: its markdown without code blocks, its headings, its title. */
import { type Notebook, sourceOf } from "../kernel";
import { isNavigation } from "./navigationCells";

/** The notebook's markdown, code blocks and navigation left out. */
export function proseOf(notebook: Notebook): string {
  return notebook.cells
    .filter((cell) => cell.cell_type === "markdown" && !isNavigation(cell))
    .map((cell) => withoutCodeBlocks(sourceOf(cell)))
    .join("\n\n");
}

/** The first heading, without its number, emphasis and backticks; undefined where there is no heading. */
export function titleOf(notebook: Notebook): string | undefined {
  const heading = /^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$/m.exec(proseOf(notebook))?.[1];
  return heading?.replace(/^((Lesson|Exercise) )?\d+ *[·:.–] */, "").replace(/[`*]/g, "");
}

function withoutCodeBlocks(markdown: string): string {
  let fence: string | undefined;
  const isProse = (line: string) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) {
      fence = mark;
      return mark === undefined;
    }
    if (mark?.startsWith(fence)) fence = undefined;
    return false;
  };
  return markdown.split("\n").filter(isProse).join("\n");
}
