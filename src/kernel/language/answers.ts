/** Answers of the language layer to a front end's questions about code. Offsets are in UTF-16 code units. */

/** One thing that may stand at the cursor. */
export interface CompletionMatch {
  text: string;
  /** As JupyterLab shows it: "function", "method", "property", "class", "keyword", … */
  kind: string;
  /** The type or signature, where it is cheap to tell. */
  signature?: string;
}

export interface Completion {
  matches: CompletionMatch[];
  /** The part of the code that a match replaces. */
  start: number;
  end: number;
  /**
   * Where the expression before the dot is of type `any`, its chain of names (`["a", "b"]` for `a.b.|`): the
   * executor can then say what the value has.
   */
  runtimePath?: string[];
}

export interface Inspection {
  /** Signature and documentation. */
  markdown: string;
  text: string;
  /** As in `Completion`: the chain of names under the cursor, where its type does not say what it has. */
  runtimePath?: string[];
  /** True where no type knows the name: it is there only if it is at run time. */
  isUndeclared?: boolean;
}

export interface Completeness {
  status: "complete" | "incomplete" | "invalid";
  /** The indentation of the next line, where the code is incomplete. */
  indent: string;
}
