/** Optimizers with Keras's names, options, defaults and updates. */
import { Adadelta } from "./adadelta";
import { Adagrad } from "./adagrad";
import { Adam } from "./adam";
import { Adamax } from "./adamax";
import { AdamW } from "./adamW";
import { LossScale } from "./lossScale";
import { Nadam } from "./nadam";
import { RMSprop } from "./rmsprop";
import { SGD } from "./sgd";

export type { AdadeltaOptions } from "./adadelta";
export type { AdagradOptions } from "./adagrad";
export type { AdamOptions } from "./adam";
export type { AdamaxOptions } from "./adamax";
export { OptimizerError } from "./errors";
export { LossScale, type LossScaleOptions } from "./lossScale";
export type { NadamOptions } from "./nadam";
export { KerasOptimizer, type NamedTensor, type OptimizerOptions } from "./optimizer";
export { type OptimizerName, optimizerNamed } from "./optimizerNames";
export type { RMSpropOptions } from "./rmsprop";
export type { SGDOptions } from "./sgd";
export { asKerasOptimizer } from "./trainOptimizer";

/**
 * Optimizers for `model.compile` and for custom training loops.
 *
 * @example
 * model.compile({ optimizer: new optimizers.Adam({ learningRate: 3e-4 }), loss: "mse" });
 */
export const optimizers = { Adadelta, Adagrad, Adam, Adamax, AdamW, LossScale, Nadam, RMSprop, SGD };
