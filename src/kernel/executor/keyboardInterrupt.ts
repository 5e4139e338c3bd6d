/** The error that an interrupted cell throws, named as Jupyter's front ends know it from Python. */
export class KeyboardInterrupt extends Error {
  constructor() {
    super("the cell was interrupted");
    this.name = "KeyboardInterrupt";
  }
}
