/** Comms: lines between objects of the learner's code and of the page. The executor holds the objects. */
import type { CommMessage, ExecutorProcess } from "../executor";
import type { Content, Message } from "./message";
import type { Outputs } from "./outputs";

const commTypes = ["comm_open", "comm_msg", "comm_close"] as const;
type CommType = (typeof commTypes)[number];

/** Whether a message type is one of a comm. */
export function isCommType(type: string): type is CommType {
  return commTypes.some((known) => known === type);
}

export class Comms {
  /** The name of each open comm's target. */
  private readonly targets = new Map<string, string>();

  constructor(
    private readonly executor: Pick<ExecutorProcess, "send">,
    private readonly outputs: Outputs,
  ) {}

  /** The content of `comm_info_reply`: the open comms, of one target or of all. */
  info(target: unknown): Content {
    const comms: Record<string, { target_name: string }> = {};
    for (const [comm, name] of this.targets) {
      if (typeof target !== "string" || target === "" || target === name) comms[comm] = { target_name: name };
    }
    return { status: "ok", comms };
  }

  /** A front end's message goes to the executor. */
  receive(type: CommType, message: Message): void {
    const { comm_id, target_name, data = {} } = message.content;
    if (typeof comm_id !== "string") return;
    const target = typeof target_name === "string" ? target_name : "";
    this.follow(type, comm_id, target);
    // Output from its handlers belongs to this message, not to the cell that made the comm.
    this.outputs.remember(message);
    const buffers = message.buffers.map((buffer) => buffer.toString("base64"));
    const { metadata, header } = message;
    const sent: CommMessage = { type, comm: comm_id, target, data, metadata, buffers };
    this.executor.send({ ...sent, cell: header.msg_id });
  }

  /** The executor's message goes to the front ends. */
  send({ cell, type, comm, target = "", data, metadata, buffers }: CommMessage & { cell: string }): void {
    this.follow(type, comm, target);
    const content = { comm_id: comm, data, ...(type === "comm_open" && { target_name: target }) };
    const raw = buffers.map((buffer) => Buffer.from(buffer, "base64"));
    this.outputs.send(cell, { type, content, metadata, buffers: raw });
  }

  private follow(type: CommType, comm: string, target: string): void {
    if (type === "comm_open") this.targets.set(comm, target);
    else if (type === "comm_close") this.targets.delete(comm);
  }
}
