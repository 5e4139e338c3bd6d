/**
 * The outputs of cells, published under the request that started them, also after they have ended. A silent request
 * shows nothing.
 */
import type { Channels } from "./channels";
import type { Message, Outgoing } from "./message";
import { type StreamName, Streams } from "./streams";

/** A request under which something may be shown. */
interface Origin {
  message: Message;
  silent: boolean;
}

/** So many requests are remembered for what their timers and promises show later. */
const ORIGINS_KEPT = 1_000;

export class Outputs {
  private readonly origins = new Map<string, Origin>();
  private latest: Origin | undefined;
  private readonly streams = new Streams((cell, name, text) =>
    this.publish(cell, { type: "stream", content: { name, text } }),
  );

  constructor(private readonly channels: Pick<Channels, "publish">) {}

  /** From here on the request may show something, and what has no origin of its own is shown under it. */
  begin(message: Message, silent: boolean): void {
    this.latest = this.remember(message, silent);
  }

  /** From here on the request may show something. */
  remember(message: Message, silent = false): Origin {
    const origin = { message, silent };
    this.origins.set(message.header.msg_id, origin);
    const [oldest] = this.origins.keys();
    if (this.origins.size > ORIGINS_KEPT && oldest !== undefined) this.origins.delete(oldest);
    return origin;
  }

  /** The request that started a cell; the latest where it is forgotten or unknown. */
  originOf(cell: string): Message | undefined {
    return this.originOrLatest(cell)?.message;
  }

  /** Text that a cell prints; of the latest cell, where it is not known which. */
  write(name: StreamName, text: string, cell = this.latest?.message.header.msg_id ?? ""): void {
    this.streams.write(cell, name, text);
  }

  /** Shows a message of a cell, after the text that it has printed. */
  show(cell: string, type: string, content: object): void {
    this.flush();
    this.publish(cell, { type, content });
  }

  /** Sends a message that is no output, such as a comm's: of a silent request too. */
  send(cell: string, message: Outgoing): void {
    this.flush();
    this.channels.publish({ ...message, parent: this.originOf(cell)?.header });
  }

  /** Sends printed text that waits for more. */
  flush(): void {
    this.streams.flush();
  }

  private publish(cell: string, message: Outgoing): void {
    const origin = this.originOrLatest(cell);
    if (!origin?.silent) this.channels.publish({ ...message, parent: origin?.message.header });
  }

  private originOrLatest(cell: string): Origin | undefined {
    return this.origins.get(cell) ?? this.latest;
  }
}
