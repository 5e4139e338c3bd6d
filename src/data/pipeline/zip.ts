/** `zip`: the elements of several datasets side by side, up to the end of the shortest. */

import type { Element } from "./element";
import { disposeAll, type Open, type Stream } from "./stream";

/** @param join makes an element of one of each. */
export function zipped(opens: Open[], join: (elements: Element[]) => Element): Open {
  return () => {
    const streams: Stream[] = opens.map((open) => open());
    return {
      pull: async (count) => {
        const columns: Element[][] = [];
        for (const stream of streams) columns.push(await stream.pull(count));
        const length = Math.min(...columns.map((column) => column.length));
        for (const column of columns) disposeAll(column.splice(length));
        return Array.from({ length }, (_, index) => join(columns.map((column) => column[index] as Element)));
      },
      close: async () => {
        for (const stream of streams) await stream.close();
      },
    };
  };
}
