/** Gathers what cells print: many small writes become few messages, in the order in which they were made. */

export type StreamName = "stdout" | "stderr";

/** Milliseconds that text may wait for more: too short to be seen, long enough for thousands of lines. */
const WAIT = 25;

/** Characters after which text waits no longer; a flood then goes out in chunks of this size. */
const CHUNK = 250_000;

export class Streams {
  private cell = "";
  private name: StreamName = "stdout";
  private texts: string[] = [];
  private length = 0;
  private timer: NodeJS.Timeout | undefined;

  /** `send` publishes a chunk. */
  constructor(private readonly send: (cell: string, name: StreamName, text: string) => void) {}

  write(cell: string, name: StreamName, text: string): void {
    if (text === "") return;
    if (cell !== this.cell || name !== this.name) {
      this.flush();
      this.cell = cell;
      this.name = name;
    }
    this.texts.push(text);
    this.length += text.length;
    if (this.length >= CHUNK) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), WAIT);
  }

  /** Sends what waits. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.texts.length === 0) return;
    const text = this.texts.join("");
    this.texts = [];
    this.length = 0;
    this.send(this.cell, this.name, text);
  }
}
