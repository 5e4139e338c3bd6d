/**
 * A front end on raw ZeroMQ: sends anything on any channel, keeps what arrives in the order of its arrival, and
 * holds every message against the specification.
 */
import { randomUUID } from "node:crypto";
import * as zmq from "zeromq";
import { KernelProcess, type KernelProcessOptions } from "./kernelProcess";
import { validate } from "./messageSpecification";
import { framesOf, headerOf, readFrames, type WireMessage } from "./wire";

export type Channel = "shell" | "control" | "stdin" | "iopub";

export interface Received extends WireMessage {
  channel: Channel;
  /** Milliseconds at which it came, by `performance.now()`. */
  at: number;
}

export interface Execution {
  id: string;
  reply: Received;
  /** The messages that the kernel published under the request, from "busy" to "idle". */
  published: Received[];
  /** Those of `published` that are neither a status nor the input. */
  outputs: Received[];
}

/** Only guards against hanging. */
const PATIENCE = 30_000;

export class KernelClient {
  readonly received: Received[] = [];
  readonly session = randomUUID();
  private readonly problems: Error[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly sockets;

  constructor(readonly kernel: KernelProcess) {
    const options = { routingId: this.session, reconnectInterval: 20, linger: 0, receiveHighWaterMark: 0 };
    this.sockets = {
      shell: new zmq.Dealer(options),
      control: new zmq.Dealer(options),
      stdin: new zmq.Dealer(options),
      iopub: new zmq.Subscriber({ reconnectInterval: 20, linger: 0, receiveHighWaterMark: 0 }),
      hb: new zmq.Dealer({ reconnectInterval: 20, linger: 0 }),
    };
    this.sockets.iopub.subscribe();
    for (const [name, socket] of Object.entries(this.sockets)) {
      socket.connect(kernel.addresses[name] as string);
    }
    for (const channel of ["shell", "control", "stdin", "iopub"] as const) void this.listen(channel);
  }

  /** Starts a kernel and waits until it has answered. */
  static async start(options?: KernelProcessOptions): Promise<KernelClient> {
    const client = new KernelClient(await KernelProcess.start(options));
    await client.connected();
    return client;
  }

  /** Waits until the kernel hears and is heard. */
  async connected(): Promise<void> {
    const died = this.kernel.ended.then(() => {
      throw new Error(`the kernel does not start: ${this.kernel.stderr}`);
    });
    died.catch(() => {});
    await Promise.race([this.find(({ header }) => header.msg_type === "iopub_welcome"), died]);
    await Promise.race([this.ask("control", "kernel_info_request", {}), died]);
  }

  /** Sends a message and returns its id. */
  send(
    channel: "shell" | "control" | "stdin",
    type: string,
    content: object,
    more: { parent?: object; buffers?: Buffer[]; header?: object } = {},
  ): string {
    const header = { ...headerOf(type, this.session), ...more.header };
    const message = { header, parent: more.parent, content };
    this.sendFrames(channel, framesOf(this.kernel.key, message, more.buffers));
    return header.msg_id;
  }

  sendFrames(channel: "shell" | "control" | "stdin", frames: (string | Buffer)[]): void {
    const socket = this.sockets[channel];
    this.sending = this.sending.then(() => socket.send(frames));
  }

  private sending: Promise<void> = Promise.resolve();

  /** Sends a request and waits for its reply. */
  async ask(channel: "shell" | "control", type: string, content: object): Promise<Received> {
    return this.reply(this.send(channel, type, content));
  }

  /** The reply to a request. */
  reply(id: string): Promise<Received> {
    return this.find(
      ({ channel, parent }) => channel !== "iopub" && channel !== "stdin" && parent.msg_id === id,
    );
  }

  /** The messages published under a request, up to its "idle". */
  async published(id: string): Promise<Received[]> {
    const isOwn = ({ channel, parent }: Received) => channel === "iopub" && parent.msg_id === id;
    const idle = await this.find((message) => isOwn(message) && message.content.execution_state === "idle");
    return this.received.slice(0, this.received.indexOf(idle) + 1).filter(isOwn);
  }

  /** Sends a cell and returns its request's id. */
  sendCell(code: string, options: object = {}): string {
    return this.send("shell", "execute_request", { code, silent: false, allow_stdin: false, ...options });
  }

  /** Runs a cell to its end. */
  async execute(code: string, options: object = {}): Promise<Execution> {
    return this.execution(this.sendCell(code, options));
  }

  /** Waits for the end of a cell that was sent. */
  async execution(id: string): Promise<Execution> {
    const [reply, published] = await Promise.all([this.reply(id), this.published(id)]);
    const outputs = published.filter(({ header }) => !["status", "execute_input"].includes(header.msg_type));
    return { id, reply, published, outputs };
  }

  /** Resolves when the cell that was sent is running. */
  async running(id: string): Promise<void> {
    await this.find(({ header, parent }) => header.msg_type === "execute_input" && parent.msg_id === id);
  }

  /** The first message received, before or from now on, that fits. */
  find(fits: (message: Received) => boolean, patience = PATIENCE): Promise<Received> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        this.listeners.delete(look);
      };
      const look = () => {
        const [problem] = this.problems;
        const found = problem ? undefined : this.received.find(fits);
        if (!problem && !found) return;
        settle();
        if (found) resolve(found);
        else reject(problem);
      };
      const timer = setTimeout(() => {
        settle();
        reject(
          new Error(`nothing fits ${fits}; the last messages: ${this.describeLast()}\n${this.kernel.stderr}`),
        );
      }, patience);
      this.listeners.add(look);
      look();
    });
  }

  /** Sends bytes to the heartbeat and returns what comes back. */
  async heartbeat(bytes: string): Promise<string> {
    await this.sockets.hb.send(["", bytes]);
    const frames = await this.sockets.hb.receive();
    return String(frames.at(-1));
  }

  /** Leaves the kernel as it is. */
  disconnect(): void {
    for (const socket of Object.values(this.sockets)) socket.close();
  }

  /** Ends the kernel. */
  async stop(): Promise<void> {
    if (this.kernel.child.exitCode === null && this.kernel.child.signalCode === null) {
      this.send("control", "shutdown_request", { restart: false });
      const late = setTimeout(() => this.kernel.child.kill("SIGKILL"), 5_000);
      await this.kernel.ended;
      clearTimeout(late);
    }
    this.disconnect();
    this.kernel.forget();
    const [problem] = this.problems;
    if (problem) throw problem;
  }

  private async listen(channel: Channel): Promise<void> {
    const socket: AsyncIterable<Buffer[]> = this.sockets[channel];
    for await (const frames of socket) {
      try {
        const message = readFrames(this.kernel.key, frames);
        validate(message);
        this.received.push({ channel, at: performance.now(), ...message });
      } catch (error) {
        this.problems.push(error as Error);
      }
      for (const look of this.listeners) look();
    }
  }

  private describeLast(): string {
    const last = this.received
      .slice(-5)
      .map(({ channel, header, content }) => ({ channel, type: header.msg_type, content }));
    return JSON.stringify(last).slice(0, 2_000);
  }
}
