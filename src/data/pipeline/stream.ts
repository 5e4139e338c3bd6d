/** One pass through a dataset. */
import { disposeElement, type Element } from "./element";

export interface Stream {
  /**
   * The next `count` elements, now the caller's; fewer where the pass ends. Takes no more from upstream than these need,
   * so that an error comes at the element that it is about. Not to be called before the last is done.
   */
  pull(count: number): Promise<Element[]>;
  /** Ends the pass and frees what it still holds. */
  close(): Promise<void>;
}

/** Begins a pass. It does not fail: what can go wrong goes wrong when the first element is pulled. */
export type Open = () => Stream;

/** A pass whose steps hold nothing themselves. */
export function streamFrom(upstream: Stream, pull: Stream["pull"]): Stream {
  return { pull, close: () => upstream.close() };
}

/** Elements brought together part by part. Where a part fails, those before it are freed. */
export async function collected(collect: (elements: Element[]) => Promise<void>): Promise<Element[]> {
  const elements: Element[] = [];
  try {
    await collect(elements);
  } catch (error) {
    disposeAll(elements);
    throw error;
  }
  return elements;
}

/** `push(...more)` overflows the stack with some hundred thousand. */
export function append(elements: Element[], more: readonly Element[]): void {
  for (const element of more) elements.push(element);
}

/** Closes all, and then throws the first error of theirs. */
export async function closeAll(streams: readonly Stream[]): Promise<void> {
  const closings = await Promise.allSettled(streams.map((stream) => stream.close()));
  for (const closing of closings) if (closing.status === "rejected") throw closing.reason;
}

export function disposeAll(elements: Iterable<Element>): void {
  for (const element of elements) disposeElement(element);
}
