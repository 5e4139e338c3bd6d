/**
 * The kernel's five ZeroMQ sockets. Each sends its messages in the order in which they were handed over; what
 * arrives unreadable is noted in the log and forgotten.
 */
import * as zmq from "zeromq";
import { type Connection, ConnectionError, channelNames } from "./connection";
import { log } from "./log";
import { type Message, MessageCodec, type Outgoing, UnreadableMessage } from "./message";
import { publishStatus } from "./status";

/** The channels on which front ends ask. */
export type AskingChannel = "shell" | "control" | "stdin";

type Frames = (Buffer | string)[];

/** Milliseconds that a closed socket keeps what it has not yet sent. */
const LINGER = 500;

// ZeroMQ drops what exceeds a high-water mark; output is never dropped.
const options = { linger: LINGER, sendHighWaterMark: 0, receiveHighWaterMark: 0 };

export class Channels {
  private readonly codec: MessageCodec;
  private readonly sockets = {
    shell: new zmq.Router(options),
    control: new zmq.Router(options),
    stdin: new zmq.Router(options),
    iopub: new zmq.XPublisher({ ...options, verbosity: "allSubs" }),
    hb: new zmq.Router(options),
  };
  /** Until the first message has come. */
  private isStarting = true;
  private readonly sending = new Map<zmq.Writable, Promise<void>>();

  constructor(private readonly connection: Connection) {
    this.codec = new MessageCodec(connection.key, connection.digest);
  }

  /**
   * Binds the sockets and begins to hear.
   *
   * @throws ConnectionError where an address is not to be had.
   */
  async open(hear: (channel: AskingChannel, message: Message) => void): Promise<void> {
    for (const channel of channelNames) {
      const address = this.connection.addresses[channel];
      try {
        await this.sockets[channel].bind(address);
      } catch (error) {
        throw new ConnectionError(`The kernel cannot listen on ${address}: ${(error as Error).message}`, {
          cure: "start the kernel again; Jupyter then chooses other ports",
        });
      }
    }
    for (const channel of ["shell", "control", "stdin"] as const) {
      void this.receive(this.sockets[channel], (frames) => {
        const message = this.read(frames, channel);
        if (!message) return;
        this.isStarting = false;
        hear(channel, message);
      });
    }
    void this.receive(this.sockets.hb, (frames) => this.transmit(this.sockets.hb, frames));
    void this.receive(this.sockets.iopub, (frames) => this.welcome(frames));
  }

  /** Answers a message on the channel on which it came. */
  reply(channel: AskingChannel, to: Message, type: string, content: object, metadata?: object): void {
    this.send(channel, to.identities, { type, content, parent: to.header, metadata });
  }

  send(channel: AskingChannel, identities: readonly Buffer[], message: Outgoing): void {
    this.transmit(this.sockets[channel], this.codec.encode(identities, message));
  }

  /** Sends to every front end. */
  publish(message: Outgoing): void {
    this.transmit(this.sockets.iopub, this.codec.encode([message.type], message));
  }

  /** Resolves when all that was handed over has gone to ZeroMQ. */
  async flush(): Promise<void> {
    await Promise.all(this.sending.values());
  }

  close(): void {
    for (const socket of Object.values(this.sockets)) socket.close();
  }

  /** A front end that subscribes is told so: from here on it misses nothing. */
  private welcome([subscription]: Buffer[]): void {
    if (subscription?.[0] !== 1) return;
    const topic = subscription.subarray(1);
    const content = { subscription: topic.toString() };
    this.transmit(this.sockets.iopub, this.codec.encode([topic], { type: "iopub_welcome", content }));
    // Published before anybody listens, nobody would learn it.
    if (this.isStarting) publishStatus(this, "starting");
  }

  private read(frames: Buffer[], channel: AskingChannel): Message | undefined {
    try {
      return this.codec.decode(frames);
    } catch (error) {
      if (!(error instanceof UnreadableMessage)) throw error;
      log(`dropped a message on ${channel}: ${error.message}`);
      return undefined;
    }
  }

  private async receive(socket: AsyncIterable<Buffer[]>, hear: (frames: Buffer[]) => void): Promise<void> {
    for await (const frames of socket) hear(frames);
  }

  /** ZeroMQ's binding takes one message at a time from a socket's user. */
  private transmit(socket: zmq.Writable, frames: Frames): void {
    const before = this.sending.get(socket) ?? Promise.resolve();
    const sent = before
      .then(() => socket.send(frames))
      .catch((error: Error) => log(`could not send: ${error.message}`));
    this.sending.set(socket, sent);
  }
}
