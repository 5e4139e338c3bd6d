/** One step of evaluation (keras.Model.test_step). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { clearLossesOfModel } from "../../tfjs";
import type { Batch } from "../batches";
import type { Compilation } from "../compile";
import { keepingLogits } from "../losses";
import { stepLoss } from "./batchLoss";
import { inference } from "./forward";
import type { Results } from "./results";
import type { TowersOption } from "./towers";

/** Predicts and measures; what was measured goes into `results`. */
export function testStep(
  model: tf.LayersModel,
  compilation: Compilation,
  batch: Batch,
  results: Results,
  { towers = 1 }: TowersOption = {},
): void {
  keepingLogits(() =>
    tf.tidy(() => {
      const predictions = inference(model, batch.inputs, { towers });
      results.logStep(model, batch, predictions, stepLoss(model, compilation, batch, predictions));
      clearLossesOfModel(model);
    }),
  );
}
