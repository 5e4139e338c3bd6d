/**
 * Errors in a dataset's files: the file itself, the folder that should hold it, or its download. Details that the
 * message already gives stand behind getters: Node and the kernel print an error's own properties below it.
 */
import { TrainbookError } from "../trainbookError";

/** A data file that must not be used: truncated, corrupted, of another kind, or of another dataset. */
export class DatasetFileError extends TrainbookError {
  readonly #file: string;
  readonly #problem: string;

  constructor(file: string, problem: string, options: { cure: string; cause?: unknown }) {
    super(`${file}: ${problem}`, options);
    this.#file = file;
    this.#problem = problem;
  }

  /** The file's path. */
  get file(): string {
    return this.#file;
  }

  /** The problem: what was found and what was expected, without the file's name. */
  get problem(): string {
    return this.#problem;
  }
}

/** A source that does not hold the dataset it was asked for. */
export class DatasetFolderError extends TrainbookError {
  readonly #problem: string;

  constructor(problem: string, options: { cure?: string } = {}) {
    super(problem, options);
    this.#problem = problem;
  }

  /** The problem: what was found and what was expected. */
  get problem(): string {
    return this.#problem;
  }
}

/** A download that no mirror could complete. */
export class DownloadError extends TrainbookError {
  readonly #reason: string;

  constructor(message: string, reason: string, options: { cure?: string; cause?: unknown } = {}) {
    super(message, options);
    this.#reason = reason;
  }

  /** The reason for the failure, in a few words, such as "no network (ENOTFOUND)". */
  get reason(): string {
    return this.#reason;
  }
}
