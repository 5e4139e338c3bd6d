/** The console of a notebook: Node's own, over the notebook's streams. */
import { showingCell } from "./currentCell";
import { asLearners } from "./learnersSide";
import { sendToServer } from "./serverChannel";

/** `console.clear()` empties the cell's output at once, whether something new follows or not. */
export function clearOutputs(): void {
  globalThis.console.clear = asLearners(() =>
    sendToServer({ type: "clear", cell: showingCell().id, wait: false }),
  );
}
