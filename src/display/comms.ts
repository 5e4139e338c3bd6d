/**
 * Comms: channels between a notebook's code and the page that shows it, for widgets. Either side opens one under the
 * name of a target that the other knows.
 *
 * What is open lies on `globalThis` under a registered symbol, so that two copies of this module (the kernel's and
 * one in the learner's project) share it.
 */
import { randomUUID } from "node:crypto";
import { TrainbookError } from "../trainbookError";

/** A comm was used where there is no page to speak to, or after its end. */
export class CommError extends TrainbookError {}

/** Receives what the page sends: data as JSON has it, and bytes beside it. */
export type CommHandler = (data: unknown, buffers: Uint8Array[]) => void;

/** A message between a comm's two ends. */
export interface CommPacket {
  type: "comm_open" | "comm_msg" | "comm_close";
  /** The comm's id. */
  comm: string;
  /** With `comm_open`. */
  target?: string;
  data: unknown;
  buffers: Uint8Array[];
}

interface CommState {
  open: Map<string, Comm>;
  targets: Map<string, (comm: Comm, data: unknown, buffers: Uint8Array[]) => void>;
  send?: (packet: CommPacket) => void;
}

const stateSymbol = Symbol.for("trainbook.display.comms");
const globals = globalThis as { [stateSymbol]?: CommState };

function commState(): CommState {
  globals[stateSymbol] ??= { open: new Map(), targets: new Map() };
  return globals[stateSymbol];
}

/** One channel. Made by `comm.open`, or given to a handler of `comm.on`. */
export class Comm {
  private readonly messageHandlers: CommHandler[] = [];
  private readonly closeHandlers: CommHandler[] = [];

  /** @internal */
  constructor(
    readonly target: string,
    readonly id: string,
  ) {
    commState().open.set(id, this);
  }

  /** Sends data, as JSON has it, and bytes beside it. */
  send(data: unknown, buffers: Uint8Array[] = []): void {
    if (!commState().open.has(this.id)) throw new CommError(`The comm to "${this.target}" is closed.`);
    post({ type: "comm_msg", comm: this.id, data, buffers });
  }

  /** Calls `handler` for each message of the page. */
  onMessage(handler: CommHandler): this {
    this.messageHandlers.push(handler);
    return this;
  }

  /** Calls `handler` when the page closes the comm. */
  onClose(handler: CommHandler): this {
    this.closeHandlers.push(handler);
    return this;
  }

  /** Closes the comm on both sides. Closing it again does nothing. */
  close(data: unknown = {}): void {
    if (!commState().open.delete(this.id)) return;
    post({ type: "comm_close", comm: this.id, data, buffers: [] });
  }

  /** @internal The page has sent something. */
  receive({ type, data, buffers }: CommPacket): void {
    if (type === "comm_close") commState().open.delete(this.id);
    const handlers = type === "comm_close" ? this.closeHandlers : this.messageHandlers;
    for (const handler of handlers) handler(data, buffers);
  }
}

/**
 * Opens comms, and answers those that the page opens.
 *
 * @example
 * const slider = comm.open("my-slider", { min: 0, max: 10 });
 * slider.onMessage((data) => console.log(data));
 */
export const comm = {
  /** Opens a channel to what the page has registered as `target`. */
  open(target: string, data: unknown = {}, buffers: Uint8Array[] = []): Comm {
    if (!commState().send) throw new CommError(`comm.open("${target}"): there is no notebook to speak to.`);
    const opened = new Comm(target, randomUUID());
    post({ type: "comm_open", comm: opened.id, target, data, buffers });
    return opened;
  },
  /** Calls `handler` with each channel that the page opens to `target`, in place of an earlier handler. */
  on(target: string, handler: (comm: Comm, data: unknown, buffers: Uint8Array[]) => void): void {
    commState().targets.set(target, handler);
  },
};

function post(packet: CommPacket): void {
  commState().send?.(packet);
}

/** For a kernel: where packets for the page go. */
export function installCommSink(send: (packet: CommPacket) => void): void {
  commState().send = send;
}

/** For a kernel: a packet of the page. One for a target that nobody knows is answered by closing the comm. */
export function receiveCommPacket(packet: CommPacket): void {
  const { open, targets } = commState();
  if (packet.type !== "comm_open") {
    open.get(packet.comm)?.receive(packet);
    return;
  }
  const { target = "" } = packet;
  const handler = targets.get(target);
  if (handler) handler(new Comm(target, packet.comm), packet.data, packet.buffers);
  else post({ type: "comm_close", comm: packet.comm, data: {}, buffers: [] });
}
