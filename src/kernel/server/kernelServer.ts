/**
 * The kernel as front ends know it. This process only passes messages on, so it answers at any time: the language
 * layer has a thread of its own, the learner's code a process of its own.
 */
import { becomeSubreaper, endDescendants } from "../../processes";
import { type ExecutorEnd, type ExecutorMessage, ExecutorProcess } from "../executor";
import { LanguageThread } from "../language";
import { CellRunner } from "./cellRunner";
import { type AskingChannel, Channels } from "./channels";
import { complete, inspect, isComplete } from "./codeQuestions";
import { Comms, isCommType } from "./comms";
import type { Connection } from "./connection";
import { ExecutionQueue } from "./executionQueue";
import { describeDeath } from "./executorDeath";
import { type ExecutorListeners, hearExecutor } from "./executorMessages";
import { History } from "./history";
import { historyReply } from "./historyReply";
import { Inputs } from "./inputs";
import { kernelInfo } from "./kernelInfo";
import { log } from "./log";
import type { Content, Message } from "./message";
import { Outputs } from "./outputs";
import { RuntimeValues } from "./runtimeValues";
import { defect, unsupportedRequest } from "./serverErrors";
import { publishStatus } from "./status";

export interface KernelServerOptions {
  connection: Connection;
  /** The notebook's folder: the working folder of cells, and where modules are looked for. */
  folder: string;
  historyFolder: string;
}

type Answer = (content: Content) => object | Promise<object>;

/** Milliseconds in which the last messages leave before the process ends. */
const FAREWELL = 100;

/** Characters of the executor's standard error that may say why it has ended. */
const SAID_LAST = 4_000;

export class KernelServer implements ExecutorListeners {
  private readonly channels: Channels;
  readonly outputs: Outputs;
  private readonly language: LanguageThread;
  private readonly executor: ExecutorProcess;
  readonly runner: CellRunner;
  private readonly queue: ExecutionQueue;
  readonly comms: Comms;
  readonly inputs: Inputs;
  readonly values: RuntimeValues;
  private readonly answers: Record<string, Answer>;
  private saidLast = "";
  private exitCode: number | undefined;
  private ending = false;

  /** Starts the language layer and the executor, which are not waited for. */
  constructor({ connection, folder, historyFolder }: KernelServerOptions) {
    this.executor = new ExecutorProcess({
      folder,
      onMessage: (message) => this.hearExecutor(message),
      onNativeOutput: (name, text) => {
        if (name === "stderr") this.saidLast = (this.saidLast + text).slice(-SAID_LAST);
        this.outputs.write(name, text);
      },
      endOrphans: () => this.endPrograms(),
      onExit: (end) => this.executorEnded(end),
    });
    this.language = new LanguageThread({ folder });
    this.channels = new Channels(connection);
    this.outputs = new Outputs(this.channels);
    this.runner = new CellRunner(this.language, this.executor);
    const history = new History(historyFolder);
    const { channels, outputs, runner } = this;
    this.queue = new ExecutionQueue({ channels, outputs, runner, history });
    this.comms = new Comms(this.executor, this.outputs);
    this.inputs = new Inputs(this.executor, this.channels, this.outputs);
    this.values = new RuntimeValues(this.executor);
    const parts = { language: this.language, values: this.values };
    this.answers = {
      kernel_info_request: kernelInfo,
      complete_request: (content) => complete(content, parts),
      inspect_request: (content) => inspect(content, parts),
      is_complete_request: (content) => isComplete(content, parts),
      history_request: (content) => historyReply(content, history),
      comm_info_request: ({ target_name }) => this.comms.info(target_name),
      interrupt_request: () => {
        this.interrupt();
        return { status: "ok" };
      },
    };
  }

  /** Listens for front ends. */
  async open(): Promise<void> {
    await this.channels.open((channel, message) => this.hear(channel, message));
  }

  /** Ends what the running cell does. */
  interrupt(): void {
    this.runner.interrupt();
  }

  /** Ends the kernel: its executor and what that has started at once, this process when its last messages have left. */
  async end(exitCode: number): Promise<void> {
    if (this.ending) return;
    this.ending = true;
    // Before the executor: where there is no subreaper, its programs are found only as long as it is there.
    const programsEnded = this.endPrograms();
    this.executor.close();
    this.outputs.flush();
    await Promise.all([this.channels.flush(), programsEnded]);
    this.channels.close();
    setTimeout(() => process.exit(exitCode), FAREWELL);
  }

  private hearExecutor(message: ExecutorMessage): void {
    try {
      hearExecutor(message, this);
    } catch (error) {
      // The learner's code can write to the pipe as well.
      log(`a message of the executor failed: ${error instanceof Error ? error.stack : error}`);
    }
  }

  exiting(code: number): void {
    this.exitCode = code;
  }

  /** Ends whatever runs below this process: the executor, and all that the learner's code has started. */
  private endPrograms(): Promise<unknown> {
    return endDescendants(process.pid, { group: this.executor.pid });
  }

  private hear(channel: AskingChannel, message: Message): void {
    if (this.ending) return;
    const type = message.header.msg_type;
    if (channel === "stdin") {
      if (type === "input_reply") this.inputs.receive(message.content);
      else log(`${type} on stdin is not known`);
    } else if (type === "execute_request") {
      this.queue.add(channel, message);
      // While the first cell is being converted. The start does not wait for it.
      becomeSubreaper();
    } else if (isCommType(type)) {
      publishStatus(this.channels, "busy", message);
      this.comms.receive(type, message);
      publishStatus(this.channels, "idle", message);
    } else if (type === "shutdown_request") {
      this.shutDown(channel, message);
    } else if (type.endsWith("_request")) {
      void this.answer(channel, message);
    } else {
      log(`${type} on ${channel} is not known`);
    }
  }

  /** Answers at once, whatever cell is running. */
  private async answer(channel: AskingChannel, message: Message): Promise<void> {
    const type = message.header.msg_type;
    publishStatus(this.channels, "busy", message);
    const content = await this.contentFor(type, message.content);
    this.channels.reply(channel, message, type.replace(/_request$/, "_reply"), content);
    publishStatus(this.channels, "idle", message);
  }

  private async contentFor(type: string, content: Content): Promise<object> {
    const answer = Object.hasOwn(this.answers, type) ? this.answers[type] : undefined;
    if (!answer) {
      log(`${type} is not supported`);
      return { status: "error", ...unsupportedRequest(type) };
    }
    try {
      return await answer(content);
    } catch (error) {
      log(`${type} failed: ${error instanceof Error ? error.stack : error}`);
      return { status: "error", ...defect(error) };
    }
  }

  private shutDown(channel: AskingChannel, message: Message): void {
    const content = { status: "ok", restart: message.content.restart === true };
    publishStatus(this.channels, "busy", message);
    this.channels.reply(channel, message, "shutdown_reply", content);
    this.outputs.flush();
    this.channels.publish({ type: "shutdown_reply", content, parent: message.header });
    publishStatus(this.channels, "idle", message);
    void this.end(0);
  }

  /** Without its executor the kernel is dead; front ends see this process end and say so. */
  private executorEnded(end: ExecutorEnd): void {
    if (this.ending) return;
    const notice = describeDeath(end, { said: this.saidLast, exitCode: this.exitCode });
    this.outputs.write("stderr", `\n${notice}\n`);
    process.stderr.write(`${notice}\n`);
    void this.end(1);
  }
}
