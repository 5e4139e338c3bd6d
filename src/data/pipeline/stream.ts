/** One pass through a dataset. */
import { disposeElement, type Element } from "./element";

export interface Stream {
  /** The next `count` elements, now the caller's; fewer where the pass ends. Not to be called before the last is done. */
  pull(count: number): Promise<Element[]>;
  /** Ends the pass and frees what it still holds. */
  close(): Promise<void>;
}

/** Begins a pass. */
export type Open = () => Stream;

/** A pass whose steps hold nothing themselves. */
export function streamFrom(upstream: Stream, pull: Stream["pull"]): Stream {
  return { pull, close: () => upstream.close() };
}

export function disposeAll(elements: Iterable<Element>): void {
  for (const element of elements) disposeElement(element);
}
