/** `validationSplit`: the last samples, taken before any shuffling (Keras's train_validation_split). */
import { TrainingDataError } from "../errors";
import type { Samples } from "./tensorBatches";

/** @throws {TrainingDataError} where a part would be empty. */
export function splitForValidation(samples: Samples, share: number): { train: Samples; validation: Samples } {
  const { from, count } = samples;
  const trained = Math.floor(count * (1 - share));
  if (!(trained > 0 && trained < count)) {
    throw new TrainingDataError(
      `fit: validationSplit ${share} of ${count} samples leaves ${trained} to train on and ${count - trained} to validate on.`,
      { cure: "give a share between 0 and 1 that leaves samples on both sides" },
    );
  }
  return {
    train: { ...samples, count: trained },
    validation: { ...samples, from: from + trained, count: count - trained },
  };
}
