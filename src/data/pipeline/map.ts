/** `map`: each element by a function of the learner's. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type Element, leavesOf, type Structure, toTensors } from "./element";
import { disposeOthers, newTensors, owned } from "./ownership";
import { disposeAll, type Open, streamFrom } from "./stream";
import { type ElementValue, isPromise, tensorsIn, tensorsOf } from "./values";

export type MapFunction = (element: Structure<tf.Tensor>) => ElementValue | Promise<ElementValue>;

export function mapped(open: Open, change: MapFunction): Open {
  return () => {
    const upstream = open();
    return streamFrom(upstream, async (count) => {
      const elements = await upstream.pull(count);
      const results: Element[] = [];
      try {
        for (const element of elements) results.push(await applied(change, element));
      } catch (error) {
        disposeAll([...results, ...elements.slice(results.length)]);
        throw error;
      }
      return results;
    });
  };
}

const SOURCE = "map: the function returned";

/** Frees the element, and what the function makes on the way, but for what it returns and what is the program's. */
async function applied(change: MapFunction, element: Element): Promise<Element> {
  const inputs = toTensors(element);
  const ours = new Set(leavesOf(inputs));
  const isNew = newTensors();
  let result: Structure<tf.Tensor> | undefined;
  try {
    let value: unknown = collecting(ours, () => change(inputs));
    if (isPromise(value)) {
      value = await value;
      // No scope of tfjs's sees what is made after an await.
      for (const tensor of tensorsIn(value)) if (isNew(tensor)) ours.add(tensor);
    }
    result = owned(
      () => tensorsOf(value, SOURCE),
      (tensor) => ours.has(tensor),
      SOURCE,
    );
    return result;
  } finally {
    disposeOthers(ours, result);
  }
}

/** Runs a function, and adds the tensors that it makes: of an asynchronous one those before its first `await`. */
function collecting<Result>(made: Set<tf.Tensor>, run: () => Result): Result {
  const engine = tf.engine();
  engine.startScope("map");
  try {
    return run();
  } finally {
    const { track } = engine.state.activeScope;
    for (const tensor of track) made.add(tensor);
    // They move on: who uses them still is known once the function is through.
    engine.endScope([...track]);
  }
}
