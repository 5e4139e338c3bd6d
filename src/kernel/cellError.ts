/** The content of Jupyter's `error` message: what a cell threw, or what its type check found. */
export interface CellError {
  ename: string;
  evalue: string;
  /** Lines of text, coloured with ANSI codes. */
  traceback: string[];
}
