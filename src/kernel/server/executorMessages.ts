/** Takes what the executor says to where it belongs. */
import type { ExecutorMessage } from "../executor";
import type { CellRunner } from "./cellRunner";
import type { Comms } from "./comms";
import type { Inputs } from "./inputs";
import type { Outputs } from "./outputs";
import type { RuntimeValues } from "./runtimeValues";

export interface ExecutorListeners {
  /** The code has called `process.exit`. */
  exiting(code: number): void;
  outputs: Pick<Outputs, "write" | "show">;
  runner: Pick<CellRunner, "hear">;
  comms: Pick<Comms, "send">;
  inputs: Pick<Inputs, "ask" | "forget">;
  values: Pick<RuntimeValues, "hear">;
}

export function hearExecutor(message: ExecutorMessage, listeners: ExecutorListeners): void {
  const { outputs, runner, comms, inputs, values } = listeners;
  switch (message.type) {
    case "ready":
      break;
    case "exit":
      listeners.exiting(message.code);
      break;
    case "stream":
      outputs.write(message.name, message.text, message.cell);
      break;
    case "display": {
      const { cell, data, metadata, id, update } = message;
      const transient = id === undefined ? {} : { display_id: id };
      outputs.show(cell, update ? "update_display_data" : "display_data", { data, metadata, transient });
      break;
    }
    case "clear":
      outputs.show(message.cell, "clear_output", { wait: message.wait });
      break;
    case "stray":
      outputs.show(message.cell, "error", message.error);
      break;
    case "result":
      runner.hear(message);
      break;
    case "done":
      inputs.forget();
      runner.hear(message);
      break;
    case "input_request":
      inputs.ask(message);
      break;
    case "properties":
      values.hear(message);
      break;
    default:
      comms.send(message);
  }
}
