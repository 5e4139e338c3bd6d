/** `map`: each element by a function of the learner's. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { disposeElement, type Element, leavesOf, type Structure, toTensors } from "./element";
import { disposeAll, type Open, streamFrom } from "./stream";
import { type ElementValue, tensorsOf } from "./values";

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
        // The one that failed has been disposed of.
        disposeAll([...results, ...elements.slice(results.length + 1)]);
        throw error;
      }
      return results;
    });
  };
}

/** Frees the element, and what a synchronous function makes on the way. */
async function applied(change: MapFunction, element: Element): Promise<Element> {
  const tensors = toTensors(element);
  let result: Structure<tf.Tensor> | undefined;
  try {
    const value = withoutIntermediates(() => change(tensors));
    result = tensorsOf(value instanceof Promise ? await value : value);
    return result;
  } finally {
    const kept = new Set<unknown>(result ? leavesOf(result) : []);
    for (const tensor of leavesOf(tensors)) if (!kept.has(tensor)) disposeElement(tensor);
  }
}

/** `tf.tidy` for a function that may be asynchronous: what such a one makes cannot be told from what it still needs. */
function withoutIntermediates(run: () => ElementValue | Promise<ElementValue>) {
  let later: Promise<ElementValue> | undefined;
  const engine = tf.engine();
  engine.startScope("map");
  let result: Structure<tf.Tensor> | undefined;
  try {
    const value = run();
    if (value instanceof Promise) later = value;
    else result = tensorsOf(value);
    return later ?? (result as Structure<tf.Tensor>);
  } finally {
    const made = engine.state.activeScope.track;
    engine.endScope((later ? [...made] : (result ?? [])) as tf.TensorContainer);
  }
}
