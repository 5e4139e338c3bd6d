/** Message ports of the kernel's realm: their messages arrive past the learner's, whose events may be patched. */
import { type MessagePort, moveMessagePortToContext } from "node:worker_threads";

/** The port as it is in a realm that is not Node's own. */
export interface OwnPort {
  postMessage(message: unknown): void;
  start(): void;
  onmessage?: (event: { data: never }) => void;
}

// `globalThis` is the learner's.
const realm = Function("return this")() as object;

/** Moves a port into this realm. */
export function ownPort(port: MessagePort): OwnPort {
  return moveMessagePortToContext(port, realm) as unknown as OwnPort;
}

/** Calls `receiver` with each message of a port. The process goes on as long as the port is open. */
export function receive<Message>(port: MessagePort, receiver: (message: Message) => void): void {
  const own = ownPort(port);
  own.onmessage = ({ data }) => receiver(data);
  own.start();
}
