/** Each message that a kernel sends, declared once: the fields that the specification requires, and their types. */
import type { WireMessage } from "./wire";

type FieldType = "text" | "number" | "flag" | "object" | "list" | "texts";
type Fields = Record<string, FieldType>;

const error: Fields = { ename: "text", evalue: "text", traceback: "texts" };

/** The contents of replies whose status is "ok". */
const replies: Record<string, Fields> = {
  kernel_info_reply: {
    protocol_version: "text",
    implementation: "text",
    implementation_version: "text",
    language_info: "object",
    banner: "text",
    help_links: "list",
  },
  execute_reply: { execution_count: "number", payload: "list", user_expressions: "object" },
  complete_reply: { matches: "texts", cursor_start: "number", cursor_end: "number", metadata: "object" },
  inspect_reply: { found: "flag", data: "object", metadata: "object" },
  history_reply: { history: "list" },
  comm_info_reply: { comms: "object" },
  shutdown_reply: { restart: "flag" },
  interrupt_reply: {},
};

const others: Record<string, Fields> = {
  status: { execution_state: "text" },
  execute_input: { code: "text", execution_count: "number" },
  execute_result: { execution_count: "number", data: "object", metadata: "object" },
  display_data: { data: "object", metadata: "object", transient: "object" },
  update_display_data: { data: "object", metadata: "object", transient: "object" },
  clear_output: { wait: "flag" },
  stream: { name: "text", text: "text" },
  error,
  input_request: { prompt: "text", password: "flag" },
  comm_open: { comm_id: "text", target_name: "text", data: "object" },
  comm_msg: { comm_id: "text", data: "object" },
  comm_close: { comm_id: "text", data: "object" },
  iopub_welcome: { subscription: "text" },
};

const checks: Record<FieldType, (value: unknown) => boolean> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  flag: (value) => typeof value === "boolean",
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  list: Array.isArray,
  texts: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
};

/** Throws where a message is not what the specification says. */
export function validate({ header, parent, content }: WireMessage): void {
  const type = header.msg_type;
  const wrong = (problem: string): never => {
    throw new Error(`${type}: ${problem}: ${JSON.stringify({ header, parent, content }).slice(0, 500)}`);
  };
  for (const field of ["msg_id", "session", "date", "version"] as const) {
    if (typeof header[field] !== "string") wrong(`header.${field} is missing`);
  }
  if (Number.isNaN(Date.parse(header.date))) wrong("header.date is no date");
  if (!/^5\.\d+$/.test(header.version)) wrong("header.version is not 5.x");
  for (const [field, kind] of Object.entries(fieldsOf(type, content.status) ?? wrong("unknown type"))) {
    if (!checks[kind](content[field])) wrong(`content.${field} is no ${kind}`);
  }
  if (type === "status" && !/^(starting|busy|idle)$/.test(String(content.execution_state))) wrong("state");
  if (type === "stream" && !/^(stdout|stderr)$/.test(String(content.name))) wrong("name");
}

function fieldsOf(type: string, status: unknown): Fields | undefined {
  if (type === "is_complete_reply") return { status: "text" };
  if (!type.endsWith("_reply")) return others[type];
  if (status === "error") return error;
  if (status === "aborted") return {};
  return status === "ok" ? replies[type] : undefined;
}
