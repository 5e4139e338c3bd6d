/** Optimizers by Keras's names (keras.optimizers.get). */
import { UnknownNameError } from "../../options";
import { Adadelta } from "./adadelta";
import { Adagrad } from "./adagrad";
import { Adam } from "./adam";
import { Adamax } from "./adamax";
import { AdamW } from "./adamW";
import { Nadam } from "./nadam";
import type { KerasOptimizer } from "./optimizer";
import { RMSprop } from "./rmsprop";
import { SGD } from "./sgd";

export type OptimizerName =
  | "sgd"
  | "rmsprop"
  | "adam"
  | "adamw"
  | "adagrad"
  | "adadelta"
  | "adamax"
  | "nadam";

const byName: Record<OptimizerName, new () => KerasOptimizer> = {
  sgd: SGD,
  rmsprop: RMSprop,
  adam: Adam,
  adamw: AdamW,
  adagrad: Adagrad,
  adadelta: Adadelta,
  adamax: Adamax,
  nadam: Nadam,
};

/** @param name in any case, as in Keras. @throws {UnknownNameError} with the names that are near. */
export function optimizerNamed(name: string): KerasOptimizer {
  const optimizer = byName[name.toLowerCase() as OptimizerName];
  if (optimizer) return new optimizer();
  throw new UnknownNameError("optimizer", name, Object.keys(byName));
}
