/** The console of a notebook: Node's own, over the notebook's streams. */
import { showingCell } from "./currentCell";
import { sendToServer } from "./serverChannel";

/** `console.clear()` empties the cell's output as soon as something new comes, so that a redrawn text does not flicker. */
export function clearOutputs(): void {
  console.clear = () => sendToServer({ type: "clear", cell: showingCell().id, wait: true });
}
