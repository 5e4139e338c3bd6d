/**
 * Messages between the server and the executor: one JSON object a line, with a separate pipe for each direction.
 * A cell is named by the id of the `execute_request` that started it, so that whatever it prints or draws later
 * finds its place.
 */
import type { MimeBundle, MimeMetadata } from "../../display";
import type { CellError } from "../cellError";
import type { ConvertedModule } from "../language/conversion";

/** To the executor. */
export type ExecutorRequest =
  | RunRequest
  | { type: "interrupt" }
  /** The answer to an `input_request`. */
  | { type: "input"; value: string }
  | CommMessage
  | { type: "properties"; request: number; path: string[] };

export interface RunRequest {
  type: "run";
  cell: string;
  /** The number that Jupyter shows beside the cell. */
  count: number;
  source: string;
  javascript: string;
  sourceMap: string;
  modules: ConvertedModule[];
  /** The names of the values that the cell declares. */
  declares: string[];
  /** Notices of the language layer about the cell, shown before it runs. */
  notices: string[];
  /** Whether the last value is sent as a `result`. */
  showsResult: boolean;
  /** Whether the front end can answer an `input_request`. */
  allowsInput: boolean;
  /** Expressions to evaluate after the cell has succeeded, by name (`user_expressions`), converted. */
  expressions: Record<string, { javascript: string; sourceMap: string; source: string }>;
}

/** From the executor. */
export type ExecutorMessage =
  | { type: "ready" }
  /** The code ends the process by `process.exit`. */
  | { type: "exit"; code: number }
  | { type: "stream"; cell: string; name: "stdout" | "stderr"; text: string }
  | {
      type: "display";
      cell: string;
      data: MimeBundle;
      metadata: MimeMetadata;
      id?: string;
      update: boolean;
    }
  | { type: "clear"; cell: string; wait: boolean }
  | { type: "result"; cell: string; count: number; data: MimeBundle; metadata: MimeMetadata }
  /** An error of a timer or a promise that nobody awaited. The error of the cell itself comes with `done`. */
  | { type: "stray"; cell: string; error: CellError }
  | {
      type: "done";
      cell: string;
      error?: CellError;
      /** With an error: what the cell declares and has not come to. */
      unset?: string[];
      expressions: Record<string, ExpressionResult>;
    }
  | { type: "input_request"; cell: string; prompt: string; password: boolean }
  | (CommMessage & { cell: string })
  | { type: "properties"; request: number; properties: RuntimeProperty[]; preview?: string };

/** One end of a comm speaks to the other (Jupyter's `comm_open`, `comm_msg`, `comm_close`). */
export interface CommMessage {
  type: "comm_open" | "comm_msg" | "comm_close";
  comm: string;
  /** The id of the front end's message that this is, so that what its handlers show finds its place. */
  cell?: string;
  /** With `comm_open`. */
  target?: string;
  data: unknown;
  metadata?: Record<string, unknown>;
  /** In base64. */
  buffers: string[];
}

/** The result of a user expression. */
export type ExpressionResult =
  | { status: "ok"; data: MimeBundle; metadata: MimeMetadata }
  | ({ status: "error" } & CellError);

/** A property of a value at run time; the value of a getter is never asked for. */
export interface RuntimeProperty {
  name: string;
  kind: "function" | "class" | "property";
  /** A short text for the value's type: "number", "Array(3)", "Tensor2D". */
  type: string;
}
