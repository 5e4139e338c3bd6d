/** The training of a model, on its way into a file and out of it. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { ModelFileError, type SavedTraining } from "../../saving";
import { TrainbookError } from "../../trainbookError";
import { compilationOf } from "../compile";
import { KerasOptimizer } from "../optimizers";
import { compileConfigOf, compileOptionsFrom } from "./compileConfig";
import { stateFromKeras, stateToKeras } from "./optimizerState";

/** Undefined for a model that is not compiled. Where a file cannot hold it, the model is saved without, and that is said. */
export function trainingOf(model: tf.LayersModel, file: string): SavedTraining | undefined {
  const { optimizer } = model;
  if (!optimizer) return undefined;
  const leaveOut = (why: string) => {
    console.warn(`${file}: the model is saved without its training: ${why}`);
    return undefined;
  };
  if (!(optimizer instanceof KerasOptimizer)) {
    return leaveOut(
      `${optimizer.getClassName()} is an optimizer of tfjs's own.\n  → compile with one of trainbook's optimizers`,
    );
  }
  try {
    const { options } = compilationOf(model, "saveModel");
    return {
      compileConfig: compileConfigOf(options, optimizer, { isH5: /(?<!\.weights)\.(h5|hdf5)$/.test(file) }),
      optimizer: stateToKeras(model, optimizer),
    };
  } catch (error) {
    if (error instanceof ModelFileError) return leaveOut(error.message);
    throw error;
  }
}

/** Compiles the model as the file says. Where that cannot be done, it is left as it is, and that is said. */
export async function restoreTraining(
  model: tf.LayersModel,
  training: SavedTraining,
  file: string,
): Promise<void> {
  try {
    const options = compileOptionsFrom(training.compileConfig);
    model.compile(options);
    await stateFromKeras(model, model.optimizer as KerasOptimizer, training.optimizer);
  } catch (error) {
    if (!(error instanceof TrainbookError)) throw error;
    console.warn(
      `${file}: the model is loaded, but not its training: ${error.message}\n  → model.compile({ … })`,
    );
  }
}
