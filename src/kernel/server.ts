/**
 * tslab's Jupyter server with the answers mended that JupyterLab, nbclient and nbconvert rely on: errors are
 * `error` messages, a last value is an `execute_result`, bundles are sent whole, cells run one after another,
 * and those queued behind a failed one are `aborted`.
 */
import * as jupyter from "tslab/dist/jupyter";
import { versions } from "tslab/dist/public";
import { bundleOf, installDisplaySink, type MimeBundle, metadataOf, toWire } from "../display";
import { type CellError, plainTraceback } from "./cellError";
import type { Execution } from "./execution";

type Message = Parameters<jupyter.ZmqServer["handleExecute"]>[1];
type Socket = Parameters<jupyter.ZmqServer["handleShellMessage"]>[0];

interface ExecuteRequest {
  code: string;
  silent?: boolean;
  stop_on_error?: boolean;
}

/** The requests that tslab answers; it warns of others in the output of whichever cell ran last. */
const ANSWERED = new Set([
  "kernel_info_request",
  "execute_request",
  "is_complete_request",
  "inspect_request",
  "complete_request",
  "comm_info_request",
  "shutdown_request",
]);

/** Milliseconds in which requests that were sent before an error was known arrive; they are then aborted. */
const GATHER_QUEUED = 20;

/** Milliseconds that a closing kernel leaves to what is still running. */
const CLOSING_GRACE = 200;

export class KernelServer extends jupyter.ZmqServer {
  private queue: Promise<unknown> = Promise.resolve();
  private arrived = 0;
  private running = 0;
  private abortedUpTo = 0;
  private count = 0;
  /** The request whose cell receives what is printed and drawn. */
  private current: Message | undefined;
  private readonly held = new Set<Promise<void>>();

  constructor(
    private readonly execution: Execution,
    configPath: string,
  ) {
    super(new jupyter.JupyterHandlerImpl(execution.executor, false), configPath);
    const { handler } = this;
    const kernelInfo = handler.handleKernel.bind(handler);
    handler.handleKernel = () => {
      const info = kernelInfo();
      info.language_info.version = versions.typescript;
      return { status: "ok", ...info };
    };
    installDisplaySink({
      send: ({ bundle, metadata, id, update }) =>
        this.publish(update ? "update_display_data" : "display_data", {
          data: bundle,
          metadata,
          transient: { display_id: id },
        }),
      hold: (drawing) => this.held.add(drawing),
    });
  }

  /** Execution requests wait for their turn, so that "busy" and "idle" tell the truth; others do not. */
  override async handleShellMessage(socket: Socket, ...frames: Buffer[]): Promise<void> {
    const type = messageType(frames);
    if (!ANSWERED.has(type)) return;
    if (type !== "execute_request") return super.handleShellMessage(socket, ...frames);
    const ticket = ++this.arrived;
    this.queue = this.queue.then(() => {
      this.running = ticket;
      return super.handleShellMessage(socket, ...frames);
    });
    await this.queue;
  }

  override async handleExecute(socket: Socket, message: Message): Promise<void> {
    const request = message.content as ExecuteRequest;
    if (this.running <= this.abortedUpTo) {
      this.reply(socket, message, "execute_reply", { status: "aborted", execution_count: this.count });
      return;
    }
    const count = ++this.count;
    this.capture(message);
    this.publish("execute_input", { code: request.code, execution_count: count });
    const error = await this.runCell(request, count);
    if (!error) {
      const content = { status: "ok", execution_count: count, payload: [], user_expressions: {} };
      this.reply(socket, message, "execute_reply", content);
      return;
    }
    this.publish("error", error);
    if (request.stop_on_error !== false) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_QUEUED));
      this.abortedUpTo = this.arrived;
    }
    this.reply(socket, message, "execute_reply", { status: "error", execution_count: count, ...error });
  }

  override handleCommInfoRequest(socket: Socket, message: Message): void {
    this.reply(socket, message, "comm_info_reply", { status: "ok", comms: {} });
  }

  /** Ends the process, also where timers or training of the learner would keep it alive. */
  override close(): void {
    super.close();
    setTimeout(() => process.exit(0), CLOSING_GRACE).unref();
  }

  /** Shows an error that no cell awaited, below the last cell. */
  reportStray(kind: string, thrown: unknown): void {
    process.stderr.write(`${kind}: ${plainTraceback(this.execution.describe(thrown))}\n`);
  }

  private async runCell(request: ExecuteRequest, count: number): Promise<CellError | undefined> {
    const outcome = await this.execution.run(request.code, count);
    try {
      if (outcome.ok && outcome.value != null) this.publishResult(await bundleOf(outcome.value), count);
      await Promise.all(this.held);
    } catch (error) {
      return outcome.ok ? this.execution.describe(error) : outcome.error;
    } finally {
      this.held.clear();
    }
    return outcome.ok ? undefined : outcome.error;
  }

  private publishResult(bundle: MimeBundle, count: number): void {
    if (Object.keys(bundle).length === 0) return;
    this.publish("execute_result", {
      execution_count: count,
      data: toWire(bundle),
      metadata: metadataOf(bundle),
    });
  }

  /** From here on, what is printed or drawn belongs to this request's cell, also after the cell has ended. */
  private capture(message: Message): void {
    this.current = message;
    process.stdout.write = this.writer("stdout");
    process.stderr.write = this.writer("stderr");
    // tslab's own display functions look here.
    Object.assign(jupyter, {
      lastWriteDisplayData: (content: { data: MimeBundle }, update: boolean) =>
        this.publish(update ? "update_display_data" : "display_data", {
          ...content,
          data: toWire(content.data),
        }),
    });
  }

  private writer(name: "stdout" | "stderr"): typeof process.stdout.write {
    const decoder = new TextDecoder();
    return (chunk: string | Uint8Array, ...rest: unknown[]) => {
      const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
      if (text) this.publish("stream", { name, text });
      const written = rest.at(-1);
      if (typeof written === "function") process.nextTick(written);
      return true;
    };
  }

  private publish(type: string, content: object): void {
    if (this.current && !this.iopub.closed) this.send(this.iopub, this.current, type, content);
  }

  private reply(socket: Socket, message: Message, type: string, content: object): void {
    this.send(socket, message, type, content);
  }

  private send(socket: unknown, parent: Message, type: string, content: object): void {
    const message = parent.createReply();
    message.header.msg_type = type;
    message.content = content;
    message.signAndSend(this.connInfo.key, socket);
  }
}

/** The type of a raw message: its header is the second frame after the delimiter. */
function messageType(frames: Buffer[]): string {
  const delimiter = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
  const header = frames[delimiter + 2];
  return header ? JSON.parse(header.toString()).msg_type : "";
}
