/**
 * The executor's messages to the server. They are written synchronously, so that what a cell prints leaves the
 * process while the cell computes.
 */
import { writeSync } from "node:fs";
import { TextEncoder } from "node:util";
import { toServer } from "./channelNumbers";
import { jsonLine } from "./jsonLines";
import type { ExecutorMessage } from "./messages";

/** The rest of a message whose writing an interrupt cut short: the next message must not land in its middle. */
let rest: Uint8Array | undefined;

const pause = new Int32Array(new SharedArrayBuffer(4));

export function sendToServer(message: ExecutorMessage): void {
  // On a line of its own, whatever the learner's code has written to the pipe.
  const line = encoded(`\n${jsonLine(message)}`);
  writeRest();
  rest = line;
  writeRest();
}

const encoder = new TextEncoder();
const { encodeInto } = TextEncoder.prototype;

/** In bytes of this realm, which has no patched methods. */
function encoded(text: string): Uint8Array {
  const bytes = new Uint8Array(3 * text.length);
  const { written } = Reflect.apply(encodeInto, encoder, [text, bytes]) as { written: number };
  return bytes.subarray(0, written);
}

function writeRest(): void {
  while (rest && rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(toServer, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EAGAIN") {
        // Without a server there is nobody to hear; the watchdog is about to end this process. Or it was written, and
        // Node (up to 20) takes an `error` that a cell has put on every object for its own.
        rest = undefined;
        return;
      }
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}
