/** Reads JSON messages, one a line, from the pieces in which a pipe delivers them. */
import { StringDecoder } from "node:string_decoder";

export class JsonLines<Message> {
  private readonly decoder = new StringDecoder("utf8");
  private pieces: string[] = [];

  constructor(private readonly onMessage: (message: Message) => void) {}

  push(chunk: Buffer): void {
    const lines = this.decoder.write(chunk).split("\n");
    const last = lines.pop() as string;
    for (const line of lines) {
      this.pieces.push(line);
      const text = this.pieces.join("");
      this.pieces = [];
      const message = parsed(text);
      if (message !== undefined) this.onMessage(message as Message);
    }
    if (last !== "") this.pieces.push(last);
  }
}

/** Undefined for what is no message: the pipe is open to whatever code runs at its other end. */
function parsed(text: string): object | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === "object" && message !== null ? message : undefined;
  } catch {
    return undefined;
  }
}

/** A message as it goes through the pipe. */
export function jsonLine(message: object): string {
  return `${JSON.stringify(message)}\n`;
}
