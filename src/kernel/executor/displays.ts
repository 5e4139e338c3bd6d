/** Gives what is displayed to the server, under the cell that displays it. */
import { type DisplaySink, installDisplaySink } from "../../display";
import { cells, showingCell } from "./currentCell";
import { sendToServer } from "./serverChannel";

const sink: DisplaySink = {
  send: ({ bundle, metadata, id, update }) =>
    sendToServer({ type: "display", cell: showingCell().id, data: bundle, metadata, id, update }),
  cell: () => showingCell().id,
  hold: (drawing) => cells.current.hold(drawing),
  clear: (wait) => sendToServer({ type: "clear", cell: showingCell().id, wait }),
};

export function showDisplays(): void {
  installDisplaySink(sink);
}
