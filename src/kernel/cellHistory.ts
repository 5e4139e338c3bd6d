/** The cells that have run, so that a stack frame can be told as "cell [3], line 2". */
import { sourceLine } from "./lineMap";

/** A cell that has run. */
export interface Cell {
  /** The number that Jupyter shows in brackets. */
  count: number;
  source: string;
  /** The JavaScript that ran; undefined where the cell did not compile. */
  compiled?: string;
}

/** A place in a cell. */
export interface CellPlace {
  cell: number;
  /** Counted from 1; undefined where nothing of the cell's source stands there. */
  line?: number;
  /** The text of that line. */
  text?: string;
}

const NAME = /^trainbook-cell-(\d+)$/;

export class CellHistory {
  private readonly cells = new Map<number, Cell>();

  add(cell: Cell): void {
    this.cells.set(cell.count, cell);
  }

  /** The compiled code, signed with the name by which V8 will call it in stacks. */
  sign(cell: Cell): string {
    return `${cell.compiled}\n//# sourceURL=trainbook-cell-${cell.count}`;
  }

  /** The place in a cell that a stack frame names, or undefined where it names something else. */
  locate(file: string, line: number, column: number): CellPlace | undefined {
    const number = NAME.exec(file)?.[1];
    if (number === undefined) return undefined;
    const cell = this.cells.get(Number(number));
    if (cell?.compiled === undefined) return { cell: Number(number) };
    const found = sourceLine(cell.source, cell.compiled, line, column);
    if (found === undefined) return { cell: cell.count };
    return { cell: cell.count, line: found, text: cell.source.split("\n")[found - 1]?.trim() };
  }
}
