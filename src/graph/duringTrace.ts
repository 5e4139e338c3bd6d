/** What code can say that may run by itself or be traced: optimizers do, and so may you. */
import * as tf from "@tensorflow/tfjs-node-gpu";

/** The trace that is going on. */
export interface TraceInProgress {
  /** A scalar that is given the number that `read` returns at each call. */
  number(read: () => number): tf.Scalar;
  /** `effect` runs after each call. */
  everyCall(effect: () => void): void;
  /** Runs at once. */
  outside<Result>(work: () => Result): Result;
}

let inProgress: TraceInProgress | undefined;

export const isTracing = (): boolean => inProgress !== undefined;

export function duringTrace<Result>(trace: TraceInProgress | undefined, work: () => Result): Result {
  const before = inProgress;
  inProgress = trace;
  try {
    return work();
  } finally {
    inProgress = before;
  }
}

/** A number that JavaScript computes anew at each call of a traced function, such as a learning rate. */
export const hostNumber = (read: () => number): tf.Scalar => inProgress?.number(read) ?? tf.scalar(read());

/** An effect on JavaScript's side that belongs to each call of a traced function, such as counting its steps. */
export function everyCall(effect: () => void): void {
  if (inProgress) inProgress.everyCall(effect);
  else effect();
}

/** Runs at once, also while a function is traced: for variables that are made at the first call. */
export const outsideOfTraces = <Result>(work: () => Result): Result =>
  inProgress ? inProgress.outside(() => duringTrace(undefined, work)) : work();
