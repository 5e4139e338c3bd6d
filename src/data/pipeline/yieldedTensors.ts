import type * as tf from "@tensorflow/tfjs-node-gpu";
import { disposeOthers, newTensors } from "./ownership";
import { tensorsIn } from "./values";

/**
 * The tensors that a generator yielded last. Once it goes on, the generator may still compute with them, or yield them
 * again: they are freed when the next value is there without them, if they were made since the generator began.
 */
export class YieldedTensors {
  private last = new Set<tf.Tensor>();
  private readonly isNew = newTensors();

  has(tensor: tf.Tensor): boolean {
    return this.last.has(tensor);
  }

  /** Takes the next value, and frees what is not part of it. */
  next(value: unknown): void {
    const before = this.last;
    this.last = new Set(tensorsIn(value));
    this.free([...before].filter((tensor) => !this.has(tensor)));
  }

  dispose(): void {
    this.free([...this.last]);
    this.last.clear();
  }

  private free(tensors: readonly tf.Tensor[]): void {
    disposeOthers(tensors.filter(this.isNew), undefined);
  }
}
