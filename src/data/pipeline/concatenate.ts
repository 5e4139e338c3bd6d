/** `concatenate`: one dataset, then another. */
import type { Element } from "./element";
import { differenceError, differenceOf } from "./elementSpec";
import { append, collected, type Open, type Stream } from "./stream";

export function concatenated(first: Open, second: Open): Open {
  return () => {
    let current: Stream = first();
    let isSecond = false;
    let before: Element | undefined;
    return {
      pull: (count) =>
        collected(async (elements) => {
          append(elements, await current.pull(count));
          before ??= elements[0];
          if (elements.length === count || isSecond) return;
          await current.close();
          current = second();
          isSecond = true;
          const found = elements.length;
          append(elements, await current.pull(count - found));
          requireAlike(before, elements[found]);
        }),
      close: () => current.close(),
    };
  };
}

function requireAlike(before: Element | undefined, after: Element | undefined): void {
  if (before === undefined || after === undefined) return;
  const difference = differenceOf(before, after, { shapes: false });
  if (difference) {
    throw differenceError("concatenate: element 0 of the second dataset", "that of the first", difference);
  }
}
