/** Comms through the kernel: the learner's `comm` on one side, the server on the other. */
import { installCommSink, receiveCommPacket } from "../../display";
import type { Cell } from "./cell";
import { cells, showingCell } from "./currentCell";
import type { CommMessage } from "./messages";
import { sendToServer } from "./serverChannel";

/** The cell that opened each comm: what its handlers print belongs there. */
const openers = new Map<string, Cell>();

export function connectComms(): void {
  installCommSink(({ type, comm, target, data, buffers }) => {
    if (type === "comm_open") openers.set(comm, showingCell());
    if (type === "comm_close") openers.delete(comm);
    const base64 = buffers.map((bytes) => Buffer.from(bytes).toString("base64"));
    sendToServer({ type, comm, target, data, buffers: base64, cell: showingCell().id });
  });
}

export function receiveComm({ type, comm, target, data, buffers }: CommMessage): void {
  // An interrupt of the cell does not silence its widgets for ever.
  cells.current = (openers.get(comm) ?? cells.latest).successor();
  if (type === "comm_close") openers.delete(comm);
  receiveCommPacket({
    type,
    comm,
    target,
    data,
    buffers: buffers.map((text) => Buffer.from(text, "base64")),
  });
  cells.current = cells.latest;
}
