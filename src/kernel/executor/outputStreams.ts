/** `process.stdout` and `process.stderr` of a notebook: what is written goes to the server, under the cell that writes it. */
import { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { types } from "node:util";
import { showingCell } from "./currentCell";
import { sendToServer } from "./serverChannel";

type Written = (error?: Error | null) => void;

class OutputStream extends Writable {
  private readonly decoder = new StringDecoder("utf8");
  readonly isTTY = false;

  constructor(
    private readonly channel: "stdout" | "stderr",
    readonly fd: number,
  ) {
    super({ decodeStrings: false });
  }

  /** Past Writable's own bookkeeping, which would hold back all later output where an interrupt cuts a write short. */
  override write(chunk: unknown, encoding?: BufferEncoding | Written, written?: Written): boolean {
    if (typeof chunk === "string") this.send(chunk, encoding);
    else if (types.isUint8Array(chunk)) this.send(this.decoder.write(Buffer.from(chunk)));
    else return super.write(chunk, encoding as BufferEncoding, written);
    const callback = typeof encoding === "function" ? encoding : written;
    if (callback) void Promise.resolve(null).then(callback);
    return true;
  }

  private send(text: string, encoding?: unknown): void {
    const readable =
      typeof encoding === "string" && Buffer.isEncoding(encoding) && !/^utf-?8$/i.test(encoding)
        ? this.decoder.write(Buffer.from(text, encoding))
        : text;
    if (readable === "") return;
    sendToServer({ type: "stream", cell: showingCell().id, name: this.channel, text: readable });
  }
}

/** Node's console calls these whenever it prints. */
const listening = ["on", "once", "emit", "removeListener", "listenerCount"] as const;
const methods = listening.map((name) => [
  name,
  { value: Writable.prototype[name], writable: true, configurable: true },
]);
const ownMethods: PropertyDescriptorMap = Object.fromEntries(methods);

export function captureStreams(): void {
  const { process } = globalThis;
  for (const [name, fd] of [
    ["stdout", 1],
    ["stderr", 2],
  ] as const) {
    const stream = Object.defineProperties(new OutputStream(name, fd), ownMethods);
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream });
  }
}
