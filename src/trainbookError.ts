/**
 * The base of every error that trainbook throws on purpose. Commands print such an error as it reads and
 * exit; any other error is a defect and keeps its stack trace.
 */
export class TrainbookError extends Error {
  /** The way out, as one imperative sentence or command; also the last line of the message. */
  readonly cure: string | undefined;

  constructor(message: string, options: { cure?: string; cause?: unknown } = {}) {
    super(options.cure === undefined ? message : `${message}\n  → ${options.cure}`, { cause: options.cause });
    this.name = new.target.name;
    this.cure = options.cure;
  }
}
