/**
 * Turns of the event loop in which code may be cut off. Where an interrupt cuts through a callback of Node's own
 * `setImmediate` or `setTimeout`, Node's list of them breaks: the rest is lost, or fails again and again for ever. A
 * message port takes no harm, so what may be interrupted runs in one.
 */
import { MessageChannel } from "node:worker_threads";
import { ownPort, receive } from "./ports";

type Callback = () => void;

const nativeImmediate = setImmediate;
const { port1, port2 } = new MessageChannel();
const port = ownPort(port2);
const next: Callback[] = [];
receive(port1, () => {
  const callback = next.shift();
  // A message that is cut off before it comes here leaves its callback behind: the messages go on until none is left.
  if (next.length > 0) port.postMessage(undefined);
  callback?.();
});

/** Runs a callback in a turn of its own, as soon as the running code has ended. */
export function nextTurn(callback: Callback): void {
  next.push(callback);
  port.postMessage(undefined);
}

let due: Callback[] = [];
let flushing: NodeJS.Immediate | undefined;

/** Runs a callback when the event loop has come round once, as an immediate. */
export function nextRound(callback: Callback): void {
  due.push(callback);
  // An immediate that has begun counts as destroyed; unlike a flag of ours this holds also where it was cut off.
  if (!flushing || (flushing as { _destroyed?: boolean })._destroyed) flushing = nativeImmediate(flush);
}

function flush(): void {
  const callbacks = due;
  due = [];
  for (const callback of callbacks) nextTurn(callback);
}
