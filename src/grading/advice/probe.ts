/**
 * The probe of a training step: what it would do with a batch of images, and with the same images under other labels.
 * From the difference the judge sees whether the step learns from labels, whatever the optimizer remembers.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { ImageSplit } from "../../data";
import { dryRuns } from "../../graph";
import type { ProbedStep } from "../checks/work";
import { variablesOf } from "../evidence/describedValue";

/** Images of the probe. */
export const probeSize = 64;
const classes = 10;

export interface ProbeRun {
  /** Undefined where the step gave a promise, whose value a graph cannot have; NaN where it gave nothing that is a loss. */
  loss: number | undefined;
  /** The values that variables would have got; the caller's to dispose. */
  assigned: Map<tf.Variable, tf.Tensor>;
  /** Whether all of that would have been assigned by functions made by `tfFunction`, which the step calls. */
  isInGraph: boolean;
}

/** The batches of a probe: images scaled to 0…1, [n, 28, 28, 1], with their labels, and with each label turned by one. */
export function probeBatches({ images, labels, count, rows, columns }: ImageSplit): tf.Tensor[][] {
  const size = Math.min(probeSize, count);
  const pixels = Float32Array.from(images.subarray(0, size * rows * columns), (byte) => byte / 255);
  const own = Int32Array.from(labels.subarray(0, size));
  const turned = own.map((label) => (label + 1) % classes);
  return [own, turned].map((given) => [
    tf.tensor4d(pixels, [size, rows, columns, 1]),
    tf.tensor1d(given, "int32"),
  ]);
}

/**
 * Runs a learner's step on both batches, without moving anything.
 *
 * @throws {TracingError} for a step that no graph can be made of.
 */
export function probeStep(step: (...args: never[]) => unknown, batches: readonly tf.Tensor[][]): ProbeRun[] {
  const { sync } = step as { sync?: unknown };
  const run = (typeof sync === "function" ? sync : step) as (...args: tf.Tensor[]) => unknown;
  return dryRuns(run, batches).map(({ result, isPromised, assigned, assignedInside }) => {
    const loss = Number(lossIn(result)?.dataSync()[0]);
    tf.dispose(result as tf.TensorContainer);
    const isInGraph = assigned.size > 0 && [...assigned.keys()].every((one) => assignedInside.has(one));
    return { loss: isPromised ? undefined : loss, assigned, isInGraph };
  });
}

/** Runs a learner's step, and relates what it would have assigned to the weights of its model. Undefined where no graph can be made of it. */
export function probedStep(
  step: (...args: never[]) => unknown,
  model: tf.LayersModel,
  images: ImageSplit,
): ProbedStep | undefined {
  const batches = probeBatches(images);
  try {
    const runs = probeStep(step, batches);
    const made = runs.flatMap(({ assigned }) => [...assigned.values()]);
    return {
      model,
      batches,
      isInGraph: runs.every(({ isInGraph }) => isInGraph),
      runs: runs.map(({ loss, assigned }) => ({
        loss,
        weights: variablesOf(model).map((variable) => assigned.get(variable)),
      })),
      dispose: () => tf.dispose([...batches.flat(), ...made]),
    };
  } catch {
    tf.dispose(batches.flat());
    return undefined;
  }
}

/** The loss among what a step returned: a tensor, the first of a list, or `loss` of an object. */
function lossIn(returned: unknown): tf.Tensor | undefined {
  const values =
    returned instanceof tf.Tensor ? [returned] : (returned as Record<string, unknown> | undefined);
  const loss = Array.isArray(values) ? values[0] : values?.loss;
  return loss instanceof tf.Tensor && loss.size === 1 ? loss : undefined;
}
