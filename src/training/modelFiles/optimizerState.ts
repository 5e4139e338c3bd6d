/** Our optimizers, and Keras's words for them and for what they remember. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type Json, type JsonObject, ModelFileError, type NamedArray } from "../../saving";
import { type KerasOptimizer, LossScale, optimizers } from "../optimizers";
import { type Schedule, schedules } from "../schedules";
import { fromKerasObject, kerasObjectOf } from "./kerasObject";

/** Those that files hold. A loss scale is none of them: a training that goes on finds its own. */
const { LossScale: _, ...savedOptimizers } = optimizers;

/** Options of Keras's optimizers that ours lack, with the values under which ours do the same. */
const neutral: Readonly<Record<string, Json | undefined>> = {
  name: undefined,
  use_ema: false,
  ema_momentum: 0.99,
  ema_overwrite_frequency: null,
  loss_scale_factor: null,
  gradient_accumulation_steps: null,
  // Of Keras 2.
  decay: 0,
  jit_compile: undefined,
  is_legacy_optimizer: undefined,
};

const unscaled = (optimizer: KerasOptimizer): KerasOptimizer =>
  optimizer instanceof LossScale ? optimizer.inner : optimizer;

/** @throws {ModelFileError} for a custom class, of an optimizer or of its schedule. */
export function optimizerToKeras(given: KerasOptimizer): JsonObject {
  const optimizer = unscaled(given);
  const saved = kerasObjectOf(optimizer, { module: "keras.optimizers", classes: savedOptimizers });
  const config = { ...(saved.config as JsonObject), name: String(saved.class_name).toLowerCase() };
  const { schedule } = optimizer;
  if (schedule) Object.assign(config, { learning_rate: scheduleToKeras(schedule) });
  return { ...saved, config };
}

const scheduleToKeras = (schedule: Schedule): JsonObject =>
  kerasObjectOf(schedule, { module: "keras.optimizers.schedules", classes: schedules });

/** @throws {ModelFileError} for an optimizer or an option that we have not. */
export function optimizerFromKeras(saved: Json | undefined): KerasOptimizer {
  const { class_name, config } = (saved ?? {}) as { class_name?: string; config?: JsonObject };
  const name = String(class_name ?? saved);
  // Keras 2 wrote some names in lower case.
  const known = Object.keys(savedOptimizers).find((one) => one.toLowerCase() === name.toLowerCase());
  return fromKerasObject(known ?? name, config ?? {}, {
    kind: "optimizer",
    classes: savedOptimizers,
    neutral,
    prepare: (options) =>
      typeof options.learningRate === "object"
        ? { ...options, learningRate: scheduleFromKeras(options.learningRate as Json) }
        : options,
  }) as KerasOptimizer;
}

function scheduleFromKeras(saved: Json): Schedule {
  const { class_name, config } = (saved ?? {}) as { class_name?: string; config?: JsonObject };
  return fromKerasObject(String(class_name), config ?? {}, {
    kind: "schedule",
    classes: schedules,
    neutral: { name: undefined },
  }) as Schedule;
}

const variablesOf = (model: tf.LayersModel) =>
  model.trainableWeights.map((weight) => weight.read() as tf.Variable);

/** In Keras's order: the number of steps, the rate where it is a number, then slots. */
export function stateToKeras(model: tf.LayersModel, given: KerasOptimizer): NamedArray[] {
  const optimizer = unscaled(given);
  const variables = variablesOf(model);
  const slots = optimizer
    .slotGroups()
    .flatMap((group) =>
      variables.flatMap((variable, index) => group.map((slot) => ({ slot, variable, index }))),
    );
  const scalar = (name: string, value: number): NamedArray => ({
    name,
    shape: [],
    data: Float32Array.of(value),
  });
  return [
    { name: "iteration", shape: [], data: BigInt64Array.of(BigInt(optimizer.iterations)) },
    ...(optimizer.schedule ? [] : [scalar("learning_rate", optimizer.learningRate)]),
    ...slots.map(({ slot, variable, index }) => {
      const tensor = optimizer.slotOf(variable, slot);
      const data = Float32Array.from(tensor.dataSync());
      tensor.dispose();
      return { name: `variable_${index}_${slot}`, shape: variable.shape, data };
    }),
    ...(optimizer instanceof optimizers.Nadam ? [scalar("u_product", optimizer.momentumProduct)] : []),
  ];
}

/** @throws {ModelFileError} where the numbers are not those of this optimizer for this model. */
export async function stateFromKeras(
  model: tf.LayersModel,
  optimizer: KerasOptimizer,
  arrays: readonly NamedArray[],
): Promise<void> {
  // An optimizer that has made no step may have nothing to remember.
  if (arrays.length === 0) return;
  const variables = variablesOf(model);
  const [iteration, ...rest] = arrays;
  if (!optimizer.schedule) {
    const [rate] = rest.splice(0, 1);
    // The configuration has all digits of a rate that no one has changed since.
    const value = rate?.data[0] as number | undefined;
    if (value !== undefined && Math.fround(optimizer.learningRate) !== value) optimizer.learningRate = value;
  }
  const weights: { name: string; tensor: tf.Tensor }[] = [
    { name: "iter", tensor: tf.scalar(Number(iteration?.data[0] ?? 0), "int32") },
  ];
  try {
    // Keras makes slots with the first step: a model that it only compiled has none.
    for (const group of rest.length === 0 ? [] : optimizer.slotGroups()) {
      for (const variable of variables) {
        for (const slot of group) weights.push(slotFrom(rest.shift(), variable, slot));
      }
    }
    await optimizer.setWeights(weights);
  } finally {
    tf.dispose(weights.map(({ tensor }) => tensor));
  }
}

function slotFrom(array: NamedArray | undefined, variable: tf.Variable, slot: string) {
  if (!array || String(array.shape) !== String(variable.shape)) {
    throw new ModelFileError(
      `what the optimizer remembers does not fit the model: ${slot} of a weight of shape [${variable.shape.join(", ")}] is ` +
        `${array ? `of shape [${array.shape.join(", ")}]` : "missing"}.`,
    );
  }
  const tensor = tf.tensor(array.data as Float32Array, array.shape, "float32");
  return { name: `${variable.name}/${slot}`, tensor };
}
