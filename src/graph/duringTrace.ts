/** Functions for code that may run by itself or be traced: optimizers use them, and so may you. */
import * as tf from "@tensorflow/tfjs-node-gpu";

/** The rows of a batch that are computed by themselves. */
export interface Rows {
  /** Which of the parts this is, counted from 0. */
  index: number;
  from: number;
  samples: number;
  /** Of the whole batch. */
  total: number;
}

/** The trace that is going on. */
export interface TraceInProgress {
  /** A scalar that is given the number that `read` returns at each call. */
  number(read: () => number): tf.Scalar;
  /** Scalars that are given the numbers that `read` returns at each call, always as many. */
  numbers(read: () => number[]): tf.Scalar[];
  /** `effect` runs after each call. */
  everyCall(effect: () => void): void;
  /** Draws the random numbers in `work` for the whole batch, as if it were not split. */
  inPart<Result>(rows: Rows, work: () => Result): Result;
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

/** A number that JavaScript computes at each call of a traced function, such as a learning rate. */
export const hostNumber = (read: () => number): tf.Scalar => inProgress?.number(read) ?? tf.scalar(read());

/** Several of them, which cost as much as one. @param read gives as many at each call. */
export const hostNumbers = (read: () => number[]): tf.Scalar[] =>
  inProgress?.numbers(read) ?? read().map((number) => tf.scalar(number));

/** An effect on JavaScript's side that belongs to each call of a traced function, such as counting its steps. */
export function everyCall(effect: () => void): void {
  if (inProgress) inProgress.everyCall(effect);
  else effect();
}

/** Runs at once, also while a function is traced: for variables that are made at the first call. */
export const outsideOfTraces = <Result>(work: () => Result): Result =>
  inProgress ? inProgress.outside(() => duringTrace(undefined, work)) : work();

/** Computes one part of a batch that is split: the parts, in their order, do the same operations. */
export const inPart = <Result>(rows: Rows, work: () => Result): Result =>
  inProgress && rows.samples < rows.total ? inProgress.inPart(rows, work) : work();
