/** What can be wrong with a dataset's files: the file itself, the folder that should hold it, or its download. */
import { TrainbookError } from "../trainbookError";

/** A data file that must not be used: truncated, corrupted, of another kind, or of another dataset. */
export class DatasetFileError extends TrainbookError {
  constructor(
    /** The file's path. */
    readonly file: string,
    /** What was found and what was expected, without the file's name. */
    readonly problem: string,
    options: { cure: string; cause?: unknown },
  ) {
    super(`${file}: ${problem}`, options);
  }
}

/** A source that does not hold the dataset it was asked for. */
export class DatasetFolderError extends TrainbookError {
  constructor(
    /** What was found and what was expected. */
    readonly problem: string,
    options: { cure?: string } = {},
  ) {
    super(problem, options);
  }
}

/** A download that no mirror could complete. */
export class DownloadError extends TrainbookError {
  constructor(
    message: string,
    /** What stopped it, in a few words, such as "no network (ENOTFOUND)". */
    readonly reason: string,
    options: { cure?: string; cause?: unknown } = {},
  ) {
    super(message, options);
  }
}
