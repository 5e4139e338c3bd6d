/** The error of a cell that was interrupted before it ran; it reads like that of a running one. */
import type { CellError } from "../cellError";

export function interruptedError(): CellError {
  const evalue = "the cell was interrupted";
  return {
    ename: "KeyboardInterrupt",
    evalue,
    traceback: [`\u001b[1mKeyboardInterrupt\u001b[0m: ${evalue}`],
  };
}
