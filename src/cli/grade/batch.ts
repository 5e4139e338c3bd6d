/** Grades many notebooks, several at a time. What one of them does costs only that one. */
import type { Grade, Reported } from "../../grading";
import type { Notebook } from "../../kernel";
import { TrainbookError } from "../../trainbookError";
import type { PackageChangedError, PackageGuard } from "./packageGuard";
import type { Submission } from "./submissions";

export interface Graded {
  grade: Grade;
  executed: Notebook;
}

export interface BatchOptions {
  /** How many run at the same time. */
  jobs: number;
  /** Aborting ends the batch, which then rejects with the signal's reason. */
  signal: AbortSignal;
  /** Where notebooks could write into the package. A change ends the batch. */
  guard?: Pick<PackageGuard, "changed">;
  grade: (submission: Submission & { notebook: Notebook }, signal: AbortSignal) => Promise<Graded>;
  /** Called as each ends. */
  onEnd: (index: number, grade: Reported, executed?: Notebook) => void;
  /** Called for each in the order of the submissions, as soon as all before it have ended. */
  onNext: (grade: Reported) => void;
}

export interface BatchResult {
  /** In the order of the submissions. */
  grades: Reported[];
  /** Why the batch ended early. */
  changed?: PackageChangedError;
}

export async function gradeBatch(
  submissions: readonly Submission[],
  options: BatchOptions,
): Promise<BatchResult> {
  const batch = new Batch(submissions, options);
  await batch.run();
  return { grades: batch.grades as Reported[], changed: batch.changed };
}

class Batch {
  readonly grades: (Reported | undefined)[];
  changed: PackageChangedError | undefined;
  private readonly stop = new AbortController();
  /** Not a notebook has failed, but the batch: a report that cannot be written. */
  private hasFailed = false;
  private begun = 0;
  private told = 0;

  constructor(
    private readonly submissions: readonly Submission[],
    private readonly options: BatchOptions,
  ) {
    this.grades = submissions.map(() => undefined);
  }

  async run(): Promise<void> {
    const jobs = Math.min(this.options.jobs, this.submissions.length);
    const workers = await Promise.allSettled(Array.from({ length: jobs }, () => this.work()));
    // All have ended before one is told: an interrupted batch leaves no kernel.
    const failed = workers.find((worker) => worker.status === "rejected");
    if (failed) throw failed.reason;
  }

  private async work(): Promise<void> {
    try {
      for (;;) {
        this.options.signal.throwIfAborted();
        const submission = this.submissions[this.begun];
        if (!submission || this.hasFailed) return;
        this.begun += 1;
        await this.one(submission);
      }
    } catch (error) {
      this.hasFailed = true;
      this.stop.abort(error);
      throw error;
    }
  }

  private async one(submission: Submission): Promise<void> {
    const { index, file: notebook, student } = submission;
    const ungraded = (error: string): Reported => ({ student, notebook, error });
    const { grade, error, executed } = await this.graded(submission);
    if (this.changed && submission.notebook) {
      const why = grade || error === this.changed ? "was running then, so it has no grade" : "is not graded";
      return this.end(index, ungraded(`${this.changed.file} was changed by a notebook. This one ${why}.`));
    }
    this.end(index, grade ? { student, ...grade } : ungraded(messageOf(error)), executed);
  }

  private async graded(submission: Submission): Promise<Partial<Graded> & { error?: unknown }> {
    const { notebook, error } = submission;
    if (!notebook || this.changed) return { error };
    const { signal, guard, grade } = this.options;
    try {
      return await grade({ ...submission, notebook }, AbortSignal.any([signal, this.stop.signal]));
    } catch (error) {
      signal.throwIfAborted();
      return { error };
    } finally {
      this.changed ??= guard?.changed();
      if (this.changed) this.stop.abort(this.changed);
    }
  }

  private end(index: number, grade: Reported, executed?: Notebook): void {
    this.grades[index] = grade;
    this.options.onEnd(index, grade, executed);
    for (let next = this.grades[this.told]; next; next = this.grades[this.told]) {
      this.told += 1;
      this.options.onNext(next);
    }
  }
}

function messageOf(error: unknown): string {
  if (error instanceof TrainbookError) return error.message;
  // A defect of ours keeps its stack trace.
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
