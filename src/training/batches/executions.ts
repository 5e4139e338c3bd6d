/** Batches whose steps are taken in one call (Keras's steps_per_execution). */
import { isOfRows, type NextBatch } from "./batch";

/**
 * @param steps how many batches the next execution has. It has fewer where they end, or become of another size; one
 * where they are not rows of tensors.
 */
export async function* executions(
  batches: AsyncIterable<NextBatch>,
  steps: () => number,
): AsyncGenerator<NextBatch[], void, undefined> {
  let together: NextBatch[] = [];
  for await (const batch of batches) {
    const [first] = together;
    if (first && (!isOfRows(batch) || first.samples !== batch.samples)) {
      yield together;
      together = [];
    }
    together.push(batch);
    // What is no row of tensors is freed when the next batch is asked for.
    if (isOfRows(batch) && together.length < steps()) continue;
    yield together;
    together = [];
  }
  if (together.length > 0) yield together;
}
