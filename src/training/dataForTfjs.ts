/**
 * tfjs's own `fit`, `evaluate` and `predict` on what they do not take: a Dataset of trainbook, a promise. tfjs-layers 4.22.0
 * would look for the names of inputs in it.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../data/pipeline";
import { requireNoPromise } from "../forgottenAwait";
import { TrainingDataError } from "./errors";

type Method = (this: tf.LayersModel, ...given: unknown[]) => unknown;

const prototype = tf.LayersModel.prototype as unknown as Record<string, Method>;

/** The data parameters of tfjs's methods, and trainbook's own function for each. */
const methods = {
  fit: { parameters: ["x", "y"], usage: "await fit(model, dataset, { epochs: 5 })" },
  fitDataset: { parameters: ["dataset"], usage: "await fit(model, dataset, { epochs: 5 })" },
  trainOnBatch: { parameters: ["x", "y"], usage: "await fit(model, dataset)" },
  evaluate: { parameters: ["x", "y"], usage: "await evaluate(model, dataset)" },
  evaluateDataset: { parameters: ["dataset"], usage: "await evaluate(model, dataset)" },
  predict: { parameters: ["x"], usage: "await predict(model, dataset)" },
};

for (const [name, { parameters, usage }] of Object.entries(methods)) {
  const ofTfjs = prototype[name] as Method;
  const require = (given: readonly unknown[]) => {
    for (const [index, parameter] of parameters.entries()) {
      const what = `model.${name}: ${parameter}`;
      requireNoPromise(what, given[index], TrainingDataError);
      if (!(given[index] instanceof Dataset)) continue;
      throw new TrainingDataError(
        `${what} is a Dataset of trainbook, which tfjs's own ${name} does not take.`,
        {
          cure: `${usage}, the function of trainbook`,
        },
      );
    }
  };
  const isAsync = !["evaluate", "predict"].includes(name);
  prototype[name] = isAsync
    ? async function (this: tf.LayersModel, ...given) {
        require(given);
        return await ofTfjs.apply(this, given);
      }
    : function (this: tf.LayersModel, ...given) {
        require(given);
        return ofTfjs.apply(this, given);
      };
}
