/** Initializers, regularizers, constraints and activations, as Keras 3 writes them and as tfjs does. */
import { ModelFileError } from "../errors";

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Keras's name of a tfjs activation that Keras computes alike, and the other way round. */
const activations: Readonly<Record<string, string>> = {
  linear: "linear",
  relu: "relu",
  relu6: "relu6",
  elu: "elu",
  selu: "selu",
  sigmoid: "sigmoid",
  softmax: "softmax",
  softplus: "softplus",
  softsign: "softsign",
  tanh: "tanh",
  log_softmax: "log_softmax",
  silu: "swish",
  mish: "mish",
  gelu: "gelu",
  hard_sigmoid: "keras_hard_sigmoid",
};

/** Another function than that of Keras 3, and the one that tfjs has kept. No file has this name. */
export const HARD_SIGMOID_OF_KERAS_2 = "hard_sigmoid of Keras 2";

/** Keras wraps what it deserializes: `{ module, class_name, config, registered_name }`. */
export function className(value: Json): string | undefined {
  return isObject(value) && typeof value.class_name === "string" ? value.class_name : undefined;
}

export function activationFromKeras(value: Json, where: string): Json {
  if (value === null) return "linear";
  const name = typeof value === "string" ? value : isObject(value) ? value.config : undefined;
  if (name === HARD_SIGMOID_OF_KERAS_2) return "hard_sigmoid";
  const known = typeof name === "string" ? activations[name === "swish" ? "silu" : name] : undefined;
  if (known) return known;
  throw new ModelFileError(`${where}: tfjs has no activation ${JSON.stringify(name ?? value)}.`, {
    cure: `these can be read: ${Object.keys(activations).join(", ")}`,
  });
}

export function activationToKeras(name: Json, where: string): Json {
  const known = Object.keys(activations).find((keras) => activations[keras] === name);
  if (known) return known;
  const cure =
    name === "hard_sigmoid"
      ? 'Keras\'s is another function: build the layer with "sigmoid", or "kerasHardSigmoid" (recurrentActivation in an LSTM or GRU)'
      : `these can be saved: ${Object.values(activations).join(", ")}`;
  throw new ModelFileError(
    `${where}: the activation ${JSON.stringify(name)} of tfjs cannot be saved for Keras.`,
    { cure },
  );
}

const seeded = { seed: null };

/** The options of the objects that tfjs knows too, with Keras's defaults. */
const objectOptions: Readonly<Record<string, JsonObject>> = {
  Zeros: {},
  Ones: {},
  Constant: { value: 0 },
  RandomUniform: { minval: -0.05, maxval: 0.05, ...seeded },
  RandomNormal: { mean: 0, stddev: 0.05, ...seeded },
  TruncatedNormal: { mean: 0, stddev: 0.05, ...seeded },
  VarianceScaling: { scale: 1, mode: "fan_in", distribution: "truncated_normal", ...seeded },
  GlorotUniform: seeded,
  GlorotNormal: seeded,
  HeUniform: seeded,
  HeNormal: seeded,
  LecunUniform: seeded,
  LecunNormal: seeded,
  Orthogonal: { gain: 1, ...seeded },
  Identity: { gain: 1 },
  L1: { l1: 0.01 },
  L2: { l2: 0.01 },
  L1L2: { l1: 0, l2: 0 },
  MaxNorm: { max_value: 2, axis: 0 },
  MinMaxNorm: { min_value: 0, max_value: 1, rate: 1, axis: 0 },
  NonNeg: {},
  UnitNorm: { axis: 0 },
};

const modules: Readonly<Record<string, string>> = {
  initializer: "keras.initializers",
  regularizer: "keras.regularizers",
  constraint: "keras.constraints",
};

/** The kind of object that an option holds, by the end of its name. */
export const objectKind = (option: string): string | undefined =>
  /(initializer|regularizer|constraint)$/.exec(option)?.[1];

/** @throws {ModelFileError} for an object, or an option of one, that tfjs lacks. */
export function objectFromKeras(value: Json, where: string): Json {
  if (value === null) return null;
  const name = className(value);
  const defaults = name === undefined ? undefined : objectOptions[name];
  if (!(defaults && isObject(value) && isObject(value.config ?? {}))) throw unknownObject(value, where);
  const config: JsonObject = { ...defaults };
  for (const [option, given] of Object.entries((value.config ?? {}) as JsonObject)) {
    if (given === null) continue;
    if (!Object.hasOwn(defaults, option)) throw lackingOption(name as string, option, given, where);
    config[option] = given;
  }
  // A generator of seeds is of no use where the weights are there already.
  if (config.seed === null || typeof config.seed === "object") delete config.seed;
  if (name === "L1") return { class_name: "L1L2", config: { l1: config.l1 as Json, l2: 0 } };
  if (name === "L2") return { class_name: "L1L2", config: { l1: 0, l2: config.l2 as Json } };
  if (name === "VarianceScaling")
    config.distribution = distributionFromKeras(config.distribution as Json, where);
  return { class_name: name as string, config };
}

/** Keras calls it so since it is not normal but truncated. */
function distributionFromKeras(distribution: Json, where: string): Json {
  if (distribution === "truncated_normal") return "normal";
  if (distribution === "uniform") return distribution;
  throw lackingOption("VarianceScaling", "distribution", distribution, where);
}

export function objectToKeras(value: Json, option: string, where: string): Json {
  if (value === null || value === undefined) return null;
  const name = className(value);
  const options = name === undefined ? undefined : objectOptions[name];
  if (!(options && isObject(value))) throw unknownObject(value, where);
  const given = (value.config ?? {}) as JsonObject;
  const config = Object.fromEntries(
    Object.entries(options).map(([known, fallback]) => [known, given[known] ?? fallback]),
  );
  if (name === "VarianceScaling" && config.distribution === "normal")
    config.distribution = "truncated_normal";
  return {
    module: modules[objectKind(option) as string] as string,
    class_name: name as string,
    config,
    registered_name: null,
  };
}

const lackingOption = (name: string, option: string, value: Json, where: string) =>
  new ModelFileError(`${where}: ${name} has ${option} ${JSON.stringify(value)}, which tfjs lacks.`);

const unknownObject = (value: Json, where: string) =>
  new ModelFileError(
    `${where}: ${JSON.stringify(className(value) ?? value)} is nothing that Keras and tfjs share.`,
    {
      cure: `these can be read and saved: ${Object.keys(objectOptions).join(", ")}`,
    },
  );
