/** Our optimizers, and Keras's words for them and for what they remember. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type Json, type JsonObject, ModelFileError, type NamedArray } from "../../saving";
import { type KerasOptimizer, LossScale, optimizers } from "../optimizers";
import { type Schedule, schedules } from "../schedules";
import { inCamelCase, inSnakeCase, renamed } from "./names";

type OptimizerClass = Exclude<keyof typeof optimizers, "LossScale">;

/** Options of Keras's optimizers that ours lack, with the values under which ours do the same. */
const neutral: Readonly<Record<string, Json>> = {
  use_ema: false,
  ema_momentum: 0.99,
  ema_overwrite_frequency: null,
  loss_scale_factor: null,
  gradient_accumulation_steps: null,
};

/** A loss scale is not saved: a training that goes on finds its own. */
const unscaled = (optimizer: KerasOptimizer): KerasOptimizer =>
  optimizer instanceof LossScale ? optimizer.inner : optimizer;

export function optimizerToKeras(given: KerasOptimizer): JsonObject {
  const optimizer = unscaled(given);
  const className = (Object.keys(optimizers) as OptimizerClass[]).find(
    (name) => optimizers[name] === optimizer.constructor,
  );
  if (!className) {
    throw new ModelFileError(`Keras has no optimizer ${optimizer.getClassName()} with this one's updates.`);
  }
  const { learningRate, ...options } = optimizer.getConfig();
  const { schedule } = optimizer;
  const config = {
    ...(renamed(options as Record<string, Json>, inSnakeCase) as JsonObject),
    name: className.toLowerCase(),
    learning_rate: schedule ? scheduleToKeras(schedule) : (learningRate as number),
  };
  return { module: "keras.optimizers", class_name: className, config, registered_name: null };
}

function scheduleToKeras(schedule: Schedule): JsonObject {
  const className = schedule.constructor.name;
  const config = renamed(schedule.getConfig() as Record<string, Json>, inSnakeCase);
  return { module: "keras.optimizers.schedules", class_name: className, config, registered_name: null };
}

/** @throws {ModelFileError} for an optimizer or an option that we have not. */
export function optimizerFromKeras(saved: Json | undefined): KerasOptimizer {
  const { class_name, config } = (saved ?? {}) as { class_name?: string; config?: JsonObject };
  const known = Object.keys(optimizers).find(
    (name) => name.toLowerCase() === String(class_name).toLowerCase(),
  );
  const made = known && optimizers[known as OptimizerClass];
  if (!made) throw new ModelFileError(`there is no optimizer ${JSON.stringify(class_name ?? saved)}.`);
  const { learning_rate, name: _, ...given } = config ?? {};
  for (const [option, value] of Object.entries(neutral)) {
    const found = given[option];
    if (found !== undefined && found !== value && found !== null) {
      throw new ModelFileError(
        `the optimizer ${class_name} has ${option} ${JSON.stringify(found)}, which ours lacks.`,
      );
    }
    delete given[option];
  }
  const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const learningRate =
    typeof learning_rate === "object"
      ? scheduleFromKeras(learning_rate)
      : (learning_rate as number | undefined);
  return new made({ ...renamed(options, inCamelCase), learningRate } as never);
}

function scheduleFromKeras(saved: Json | undefined): Schedule {
  const { class_name, config = {} } = (saved ?? {}) as { class_name?: string; config?: JsonObject };
  const name = String(class_name) as keyof typeof schedules;
  if (!Object.hasOwn(schedules, name)) {
    throw new ModelFileError(`there is no schedule ${JSON.stringify(class_name ?? saved)}.`);
  }
  const { name: _, ...given } = config;
  const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  return new schedules[name](renamed(options, inCamelCase) as never);
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
    if (rate) optimizer.learningRate = rate.data[0] as number;
  }
  const weights: { name: string; tensor: tf.Tensor }[] = [
    { name: "iter", tensor: tf.scalar(Number(iteration?.data[0] ?? 0), "int32") },
  ];
  try {
    for (const group of optimizer.slotGroups()) {
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
