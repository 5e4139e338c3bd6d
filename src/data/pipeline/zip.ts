/** `zip`: the elements of several datasets side by side, up to the end of the shortest. */
import { disposeElement, type Element, isPlainObject, partName } from "./element";
import { DatasetError, describeValue } from "./errors";
import { closeAll, collected, type Open, type Stream } from "./stream";

/** A dataset that is zipped. */
export interface Part {
  open: Open;
  size: number | null;
}

/** Makes an element of one of each part, taken from the front. */
type Join = (elements: Element[]) => Element;

/**
 * @param asPart the dataset that a value is, if it is one.
 * @throws {DatasetError} where there is none, or something else.
 */
export function zipped(datasets: unknown, asPart: (value: unknown) => Part | undefined): Part {
  const parts: Part[] = [];
  const visit = (value: unknown, name: string): Join => {
    const part = asPart(value);
    if (part) {
      parts.push(part);
      return (elements) => elements.shift() as Element;
    }
    if (Array.isArray(value)) {
      const joins = value.map((inner, index) => visit(inner, partName(name, index)));
      return (elements) => joins.map((join) => join(elements));
    }
    if (!isPlainObject(value)) {
      const where = name === "" ? "" : ` as part ${name}`;
      throw new DatasetError(`zip: expected datasets, found ${describeValue(value)}${where}.`, {
        cure: `${CURE}; Dataset.fromTensorSlices makes one of tensors`,
      });
    }
    const joins = Object.entries(value).map(
      ([key, inner]) => [key, visit(inner, partName(name, key))] as const,
    );
    return (elements) => Object.fromEntries(joins.map(([key, join]) => [key, join(elements)]));
  };
  const join = visit(datasets, "");
  if (parts.length === 0) {
    throw new DatasetError(`zip: expected at least one dataset, found ${describeValue(datasets)}.`, {
      cure: CURE,
    });
  }
  const sizes = parts.map(({ size }) => size);
  return {
    open: sideBySide(
      parts.map(({ open }) => open),
      join,
    ),
    size: sizes.includes(null) ? null : Math.min(...(sizes as number[])),
  };
}

const CURE = "Dataset.zip([images, labels]), or by names, Dataset.zip({ images, labels })";

function sideBySide(opens: readonly Open[], join: Join): Open {
  return () => {
    const streams = opens.map((open) => open());
    let ended = false;
    return {
      // One element at a time: what one part has beyond the end of another may be an error that nobody asked about.
      pull: (count) =>
        collected(async (elements) => {
          while (!ended && elements.length < count) {
            const next = await oneOfEach(streams);
            if (next) elements.push(join(next));
            else ended = true;
          }
        }),
      close: () => closeAll(streams),
    };
  };
}

/** The next element of each, or none where one has ended. */
async function oneOfEach(streams: readonly Stream[]): Promise<Element[] | undefined> {
  let hasEnded = false;
  const elements = await collected(async (found) => {
    for (const stream of streams) {
      // Those after one that has ended move on too, whatever comes of it, as in tf.data: it completes their caches.
      const [element] = hasEnded ? await stream.pull(1).catch(() => []) : await stream.pull(1);
      if (element === undefined) hasEnded = true;
      else found.push(element);
    }
  });
  if (!hasEnded) return elements;
  for (const element of elements) disposeElement(element);
  return undefined;
}
