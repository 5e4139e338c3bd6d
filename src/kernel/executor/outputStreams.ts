/** `process.stdout` and `process.stderr` of a notebook: what is written goes to the server, under the cell that writes it. */
import { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { showingCell } from "./currentCell";
import { sendToServer } from "./serverChannel";

class OutputStream extends Writable {
  private readonly decoder = new StringDecoder("utf8");
  readonly isTTY = false;

  constructor(
    private readonly channel: "stdout" | "stderr",
    readonly fd: number,
  ) {
    super({ decodeStrings: false });
  }

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, written: () => void): void {
    const text = typeof chunk === "string" ? chunk : this.decoder.write(chunk);
    if (text !== "") sendToServer({ type: "stream", cell: showingCell().id, name: this.channel, text });
    written();
  }
}

export function captureStreams(): void {
  for (const [name, fd] of [
    ["stdout", 1],
    ["stderr", 2],
  ] as const) {
    const stream = new OutputStream(name, fd);
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream });
  }
}
