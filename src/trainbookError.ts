/**
 * The base of every error that trainbook throws on purpose. Commands print such an error as it reads and
 * exit; any other error is a defect and keeps its stack trace.
 */
export class TrainbookError extends Error {
  /** The way out, as one imperative sentence or command; also the last line of the message. */
  declare readonly cure: string | undefined;

  constructor(message: string, { cure, cause }: { cure?: string; cause?: unknown } = {}) {
    super(cure === undefined ? message : `${message}\n  → ${cure}`, cause === undefined ? {} : { cause });
    this.name = new.target.name;
    // Not enumerable: Node prints an uncaught error's own properties below a message that has the cure already.
    Object.defineProperty(this, "cure", { value: cure });
  }
}
