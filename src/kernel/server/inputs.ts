/** Questions of a cell to the learner: they go to the front end that started the cell, and to no other. */
import type { ExecutorMessage, ExecutorProcess } from "../executor";
import type { Channels } from "./channels";
import type { Content } from "./message";
import type { Outputs } from "./outputs";

type InputRequest = Extract<ExecutorMessage, { type: "input_request" }>;

export class Inputs {
  private waiting = false;

  constructor(
    private readonly executor: Pick<ExecutorProcess, "send">,
    private readonly channels: Pick<Channels, "send">,
    private readonly outputs: Outputs,
  ) {}

  ask({ cell, prompt, password }: InputRequest): void {
    const origin = this.outputs.originOf(cell);
    if (!origin) return;
    this.outputs.flush();
    this.waiting = true;
    const content = { prompt, password };
    this.channels.send("stdin", origin.identities, { type: "input_request", content, parent: origin.header });
  }

  /** An answer that nobody waits for is forgotten. */
  receive({ value }: Content): void {
    if (!this.waiting) return;
    this.waiting = false;
    this.executor.send({ type: "input", value: typeof value === "string" ? value : "" });
  }

  /** The cell has ended: what it asked is not waited for any more. */
  forget(): void {
    this.waiting = false;
  }
}
