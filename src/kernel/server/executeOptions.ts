/** The options of an `execute_request`. */
import type { Content } from "./message";

export interface ExecuteOptions {
  code: string;
  /** Shows nothing and counts nothing. */
  silent: boolean;
  /** Whether the cell takes a number and is kept in the history. */
  stored: boolean;
  /** Expressions to evaluate after the cell, by name. */
  expressions: Record<string, string>;
  /** Whether the front end answers an `input_request`. */
  allowsInput: boolean;
  /** Whether an error aborts the requests queued after it. */
  stopsOnError: boolean;
}

/** Reads the content of an `execute_request`; front ends leave out what they leave to the specification. */
export function executeOptions(content: Content): ExecuteOptions {
  const { code, silent, store_history, user_expressions, allow_stdin, stop_on_error } = content;
  const isSilent = silent === true;
  const expressions = Object.entries(typeof user_expressions === "object" ? (user_expressions ?? {}) : {});
  return {
    code: typeof code === "string" ? code : "",
    silent: isSilent,
    stored: !isSilent && store_history !== false,
    expressions: Object.fromEntries(expressions.filter(([, expression]) => typeof expression === "string")),
    // Who does not say that it answers may leave the cell waiting for ever.
    allowsInput: allow_stdin === true,
    stopsOnError: stop_on_error !== false,
  };
}
