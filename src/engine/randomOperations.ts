/**
 * tfjs draws random numbers in JavaScript and makes a tensor of them. While a function is traced, that tensor is one
 * that each call draws again: in the same order, and so with the same numbers, as without a trace.
 */
import { createRequire } from "node:module";
import type * as tf from "@tensorflow/tfjs";
import { tfjsNodePackage } from "./tfjsNodePackage";
import type { Tracer } from "./tracing";

type Draw = (shape: number[], ...args: unknown[]) => tf.Tensor;

/** Where each function's dtype stands among its arguments. */
const placeOfDtype = { randomUniform: 3, randomNormal: 3, truncatedNormal: 3, randomStandardNormal: 1 };

export function traceRandomOperations(currentTracer: () => Tracer | undefined): void {
  const ofTfjs = createRequire(createRequire(tfjsNodePackage()).resolve("@tensorflow/tfjs"));
  // tfjs, its layers and its users look the functions up here at each call.
  const core = ofTfjs("@tensorflow/tfjs-core") as typeof tf & Record<string, Draw>;
  for (const [name, place] of Object.entries(placeOfDtype)) {
    const draw = core[name] as Draw;
    core[name] = (shape, ...args) => {
      const dtype = (args[place - 1] ?? "float32") as tf.DataType;
      const drawn = (of: number[]) => draw(of, ...args);
      return currentTracer()?.random({ shape, dtype }, drawn) ?? drawn(shape);
    };
  }
  const { dropout } = core;
  const traceable: typeof dropout = (x, rate, noiseShape, seed) =>
    currentTracer() && rate > 0
      ? droppedOut(core, x as tf.Tensor, rate, noiseShape, seed)
      : dropout(x, rate, noiseShape, seed);
  const { multinomial } = core;
  const sampled: typeof multinomial = (logits, numSamples, seed, normalized) =>
    currentTracer() && !seed && logits instanceof core.Tensor
      ? drawn(core, logits, numSamples, normalized)
      : multinomial(logits, numSamples, seed, normalized);
  Object.assign(core, { dropout: traceable, multinomial: sampled });
}

/** As tfjs computes it, but with random numbers that can be traced. */
function droppedOut(
  core: typeof tf,
  x: tf.Tensor,
  rate: number,
  noiseShape: readonly (number | null)[] | undefined,
  seed: number | string | undefined,
): tf.Tensor {
  const shape =
    noiseShape?.length === x.rank
      ? noiseShape.map((length, axis) => length ?? (x.shape[axis] as number))
      : ((noiseShape as number[] | undefined) ?? x.shape);
  const keep = 1 - rate;
  return core.tidy(() => {
    const kept = core.randomUniform(shape, 0, 1, "float32", seed).add(keep).floor().div(keep);
    return x.mul(kept);
  });
}

/** As the operation draws, but from random numbers that can be traced: with noise of Gumbel's, the most likely is drawn. */
function drawn(
  core: typeof tf,
  given: tf.Tensor1D | tf.Tensor2D,
  samples: number,
  isNormalized: boolean | undefined,
): tf.Tensor1D | tf.Tensor2D {
  return core.tidy(() => {
    const [rows, events] = given.rank === 1 ? [1, given.shape[0]] : (given.shape as [number, number]);
    const rowsOfLogits = (isNormalized ? given.log() : given).reshape([rows, 1, events]);
    const noise = core.randomUniform([rows, samples, events]).log().neg().log().neg();
    const places = rowsOfLogits.add(noise).argMax(2);
    return places.reshape(given.rank === 1 ? [samples] : [rows, samples]);
  });
}
