/**
 * Lets tfjs's own `model.save(…, { includeOptimizer: true })` write what `tf.loadLayersModel` reads, in a program
 * without trainbook too: tfjs's class and weights of an optimizer of ours, tfjs's names of losses and metrics.
 *
 * tfjs-layers 4.22.0, engine/training.ts: it writes the class that the optimizer names, and the loader looks it up.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { CompileOptions } from "../compile";
import { KerasOptimizer } from "../optimizers";
import { lossesInTfjs, metricsInTfjs } from "./tfjsNames";
import { tfjsCounterpart } from "./tfjsOptimizer";

/** tfjs's name for a model is that of a folder, whatever its ending. */
function sayFolder(place: unknown): void {
  const name = typeof place === "string" ? /([^/\\]+\.(?:keras|h5|hdf5))[/\\]?$/.exec(place)?.[1] : undefined;
  if (name === undefined) return;
  console.warn(
    `model.save: tfjs makes a folder ${name} with a model.json in it, which Keras does not read.\n` +
      `  → use await saveModel(model, ${JSON.stringify(name)}) of trainbook`,
  );
}

const saveOfTfjs = tf.LayersModel.prototype.save;

tf.LayersModel.prototype.save = async function save(this: tf.LayersModel, handlerOrURL, config) {
  const { optimizer } = this;
  sayFolder(handlerOrURL);
  if (!config?.includeOptimizer || !optimizer) return saveOfTfjs.call(this, handlerOrURL, config);
  const without = (why: string) => {
    console.warn(
      `model.save: the model is saved without its optimizer: ${why}\n  → await saveModel(model, "model.keras") keeps it`,
    );
    return saveOfTfjs.call(this, handlerOrURL, { ...config, includeOptimizer: false });
  };
  const { loss: givenLoss, metrics: givenMetrics } = this as unknown as CompileOptions;
  const loss = lossesInTfjs(givenLoss);
  if (loss === undefined) return without("its loss is not one of tfjs's.");
  const { metrics, left } = metricsInTfjs(givenMetrics, this.outputNames);
  const own = optimizer instanceof KerasOptimizer;
  const written = own ? await tfjsCounterpart(this, optimizer) : optimizer;
  if (typeof written === "string") return without(written);
  if (left.length > 0) {
    console.warn(
      `model.save: the model is saved without metrics that tfjs's files cannot hold: ${left.join(", ")}`,
    );
  }
  // The model as it is, but for what it is written with: a training that goes on meanwhile keeps its optimizer.
  const model: tf.LayersModel = Object.create(this, {
    optimizer: { value: written },
    loss: { value: loss },
    metrics: { value: metrics },
  });
  try {
    return await saveOfTfjs.call(model, handlerOrURL, config);
  } finally {
    if (own) written.dispose();
  }
};
