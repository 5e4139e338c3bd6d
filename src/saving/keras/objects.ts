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

/** Options of the objects that tfjs knows too. */
const objectOptions: Readonly<Record<string, readonly string[]>> = {
  Zeros: [],
  Ones: [],
  Constant: ["value"],
  RandomUniform: ["minval", "maxval", "seed"],
  RandomNormal: ["mean", "stddev", "seed"],
  TruncatedNormal: ["mean", "stddev", "seed"],
  VarianceScaling: ["scale", "mode", "distribution", "seed"],
  GlorotUniform: ["seed"],
  GlorotNormal: ["seed"],
  HeUniform: ["seed"],
  HeNormal: ["seed"],
  LecunUniform: ["seed"],
  LecunNormal: ["seed"],
  Orthogonal: ["gain", "seed"],
  Identity: ["gain"],
  L1: ["l1"],
  L2: ["l2"],
  L1L2: ["l1", "l2"],
  MaxNorm: ["max_value", "axis"],
  MinMaxNorm: ["min_value", "max_value", "rate", "axis"],
  NonNeg: [],
  UnitNorm: ["axis"],
};

const modules: Readonly<Record<string, string>> = {
  initializer: "keras.initializers",
  regularizer: "keras.regularizers",
  constraint: "keras.constraints",
};

/** The kind of object that an option holds, by the end of its name. */
export const objectKind = (option: string): string | undefined =>
  /(initializer|regularizer|constraint)$/.exec(option)?.[1];

export function objectFromKeras(value: Json, where: string): Json {
  if (value === null) return null;
  const name = className(value);
  const options = name === undefined ? undefined : objectOptions[name];
  if (!(options && isObject(value) && isObject(value.config ?? {}))) throw unknownObject(value, where);
  const given = (value.config ?? {}) as JsonObject;
  const config = Object.fromEntries(options.map((option) => [option, given[option] ?? null]));
  // What is null has tfjs's default.
  for (const option of options) if (config[option] === null) delete config[option];
  if (name === "L1") return { class_name: "L1L2", config: { l1: config.l1 ?? 0, l2: 0 } };
  if (name === "L2") return { class_name: "L1L2", config: { l1: 0, l2: config.l2 ?? 0 } };
  // Keras calls it so since it is not normal but truncated.
  if (name === "VarianceScaling" && config.distribution === "truncated_normal")
    config.distribution = "normal";
  return { class_name: name as string, config: config as JsonObject };
}

export function objectToKeras(value: Json, option: string, where: string): Json {
  if (value === null || value === undefined) return null;
  const name = className(value);
  const options = name === undefined ? undefined : objectOptions[name];
  if (!(options && isObject(value))) throw unknownObject(value, where);
  const given = (value.config ?? {}) as JsonObject;
  const config = Object.fromEntries(
    options.filter((known) => given[known] !== undefined).map((known) => [known, given[known] as Json]),
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

const unknownObject = (value: Json, where: string) =>
  new ModelFileError(
    `${where}: ${JSON.stringify(className(value) ?? value)} is nothing that Keras and tfjs share.`,
    {
      cure: `these can be read and saved: ${Object.keys(objectOptions).join(", ")}`,
    },
  );
