/**
 * The `execute_request`s, one after the other, with the messages that belong to each: busy, its input, its outputs,
 * its reply, idle. After an error the requests queued after it are answered as aborted.
 */
import type { CellRunner, Outcome } from "./cellRunner";
import type { AskingChannel, Channels } from "./channels";
import { executeOptions } from "./executeOptions";
import type { History } from "./history";
import type { Message } from "./message";
import type { Outputs } from "./outputs";
import { publishStatus } from "./status";

interface Waiting {
  channel: AskingChannel;
  message: Message;
}

export interface ExecutionQueueParts {
  channels: Pick<Channels, "publish" | "reply">;
  outputs: Outputs;
  runner: Pick<CellRunner, "run">;
  history: Pick<History, "add" | "addOutput">;
}

export class ExecutionQueue {
  private readonly waiting: Waiting[] = [];
  private working = false;
  private count = 0;

  constructor(private readonly parts: ExecutionQueueParts) {}

  /** Runs a request when those before it have ended. */
  add(channel: AskingChannel, message: Message): void {
    this.waiting.push({ channel, message });
    if (!this.working) void this.work();
  }

  private async work(): Promise<void> {
    this.working = true;
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) await this.execute(next);
    this.working = false;
  }

  private async execute(request: Waiting): Promise<void> {
    const { channel, message } = request;
    const { channels, outputs, runner, history } = this.parts;
    const options = executeOptions(message.content);
    const cell = message.header.msg_id;
    const started = new Date().toISOString();
    publishStatus(channels, "busy", message);
    outputs.begin(message, options.silent);
    if (options.stored) history.add(++this.count, options.code);
    const count = this.count;
    outputs.show(cell, "execute_input", { code: options.code, execution_count: count });
    const outcome = await runner.run(cell, count, options);
    this.showEnd(cell, count, outcome);
    if (options.stored) this.keepOutput(count, outcome);
    const { error, expressions } = outcome;
    const aborted = error && options.stopsOnError ? await this.takeArrived() : [];
    const status = error
      ? { status: "error", execution_count: count, ...error }
      : { status: "ok", execution_count: count, payload: [], user_expressions: expressions };
    channels.reply(channel, message, "execute_reply", status, { started, status: status.status });
    publishStatus(channels, "idle", message);
    for (const waiting of aborted) this.abort(waiting);
  }

  private showEnd(cell: string, count: number, { error, result }: Outcome): void {
    const { outputs } = this.parts;
    if (result) {
      const { data, metadata } = result;
      outputs.show(cell, "execute_result", { execution_count: count, data, metadata });
    }
    if (error) outputs.show(cell, "error", error);
    outputs.flush();
  }

  private keepOutput(count: number, { result }: Outcome): void {
    const text = result?.data["text/plain"];
    if (typeof text === "string") this.parts.history.addOutput(count, text);
  }

  /**
   * The requests that have arrived by now. What lies on the socket belongs to them: this turn of the event loop
   * reads it before the next begins.
   */
  private async takeArrived(): Promise<Waiting[]> {
    await new Promise((resolve) => setImmediate(resolve));
    return this.waiting.splice(0);
  }

  private abort({ channel, message }: Waiting): void {
    const { channels } = this.parts;
    const started = new Date().toISOString();
    publishStatus(channels, "busy", message);
    const content = { status: "aborted", execution_count: this.count };
    channels.reply(channel, message, "execute_reply", content, { started, status: "aborted" });
    publishStatus(channels, "idle", message);
  }
}
