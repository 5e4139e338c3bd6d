/** Numbers that an Embedding has no row for, which TensorFlow refuses on a CPU; a GPU gives rows of zeros. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { layersWithin } from "../tfjs";
import { TrainingDataError } from "./errors";

/** Runs steps of a model. @throws {TrainingDataError} that names the layer, for such a number. */
export async function namingEmbeddings<Result>(
  model: tf.LayersModel,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw withEmbeddingNamed(model, error);
  }
}

/** The error itself, where it is about something else or no layer of the model can be meant. */
export function withEmbeddingNamed(model: tf.LayersModel, error: unknown): unknown {
  const message = error instanceof Error ? error.message : "";
  const [words, found, rows] = /indices\[[\d,]*\] = (-?\d+) is not in \[0, (\d+)\)/.exec(message) ?? [];
  const names = [...layersWithin(model)]
    .filter((layer) => layer.getClassName() === "Embedding" && inputDimOf(layer) === Number(rows))
    .map(({ name }) => `"${name}"`);
  if (!words || names.length === 0) return error;
  const layers =
    names.length === 1 ? `the Embedding ${names[0]}` : `one of the Embeddings ${names.join(", ")}`;
  return new TrainingDataError(
    `${layers} was given ${found}, and has rows for the numbers 0 to ${Number(rows) - 1} (TensorFlow: ${words}).`,
    {
      cure:
        Number(found) < 0
          ? "count words from 0"
          : `give it the largest number and one as inputDim, at least ${Number(found) + 1}`,
      cause: error,
    },
  );
}

const inputDimOf = (layer: tf.layers.Layer): unknown => layer.getConfig().inputDim;
