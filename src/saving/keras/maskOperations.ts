/**
 * Masks in a functional model of Keras 3: its file holds the operations that compute them (NotEqual, LogicalOr, …) among
 * the layers, and hands them to calls as `mask`. Layers here compute the same masks by themselves, so these are left out.
 */
import { ModelFileError } from "../errors";
import { historyOf, isModel, type NodeOutput, nameOf } from "./nodes";
import { isObject, type Json, type JsonObject } from "./objects";

/** @throws {ModelFileError} where a layer is given another mask than that of its input. */
export function withoutMaskOperations(model: JsonObject, file: string): JsonObject {
  const { config } = model;
  if (!isObject(config) || !Array.isArray(config.layers)) return model;
  const layers = config.layers
    .filter(isObject)
    .map((layer) =>
      isModel(layer) ? { ...withoutMaskOperations(layer, file), name: nameOf(layer) } : layer,
    );
  if (!layers.some(isOperation)) return { ...model, config: { ...config, layers } };
  const masks = new Masks(layers);
  const others = layers
    .filter((layer) => !isOperation(layer))
    .map((layer) => withoutMasks(layer, masks, file));
  const used = new Set(historiesIn([others.map(nodesOf), config.output_layers as Json]));
  const kept = layers.filter((layer) => isOperation(layer) && used.has(nameOf(layer)));
  return { ...model, config: { ...config, layers: [...others, ...kept] } };
}

const ofMasks = ["NotEqual", "LogicalOr", "ExpandDims", "ZerosLike", "OnesLike", "Concatenate", "Any"];

/** An .h5 file does not say so by a module; but every layer has `trainable`. */
function isOperation({ module, class_name, config }: JsonObject): boolean {
  if (typeof module === "string") return module.startsWith("keras.src.ops");
  return ofMasks.includes(String(class_name)) && isObject(config) && config.trainable === undefined;
}

const nodesOf = (layer: JsonObject) => (layer.inbound_nodes ?? []) as Json[];

const argumentsOf = (node: Json | undefined): { args: Json[]; kwargs: JsonObject } => {
  const { args = null, kwargs = null } = isObject(node) ? node : ({} as JsonObject);
  return { args: Array.isArray(args) ? args : [], kwargs: isObject(kwargs) ? kwargs : {} };
};

/** The layers whose outputs stand anywhere in a value. */
function historiesIn(value: Json): string[] {
  if (Array.isArray(value)) {
    const [name, node, tensor] = value;
    if (typeof name === "string" && typeof node === "number" && typeof tensor === "number") return [name];
    return value.flatMap(historiesIn);
  }
  return isObject(value) ? Object.values(value).flatMap(historiesIn) : [];
}

function withoutMasks(layer: JsonObject, masks: Masks, file: string): JsonObject {
  const nodes = nodesOf(layer).map((node) => {
    const { args, kwargs } = argumentsOf(node);
    const { mask = null, ...others } = kwargs;
    const given = historyOf(mask);
    if (!given) return node;
    const [own] = tensorsIn(args).map((input) => masks.of(input));
    if (own === undefined || own !== masks.expression(given)) {
      throw new ModelFileError(
        `${file}: the layer "${nameOf(layer)}" is given a mask that is not its input's.`,
        {
          cure: "in Keras, let masks come from Embedding(mask_zero=True) or Masking: call layers without mask=",
        },
      );
    }
    return { ...(node as JsonObject), kwargs: others };
  });
  return layer.inbound_nodes === undefined ? layer : { ...layer, inbound_nodes: nodes };
}

const tensorsIn = (args: Json[]): NodeOutput[] =>
  args.flat(2).flatMap((argument) => {
    const history = historyOf(argument);
    return history ? [history] : [];
  });

const passing = [
  ...["Dense", "Activation", "LayerNormalization", "BatchNormalization", "TimeDistributed", "Rescaling"],
  ...["ELU", "LeakyReLU", "PReLU", "ReLU", "Softmax"],
  ...["Dropout", "SpatialDropout1D", "AlphaDropout", "GaussianDropout", "GaussianNoise"],
];
const merging = ["Add", "Average", "Maximum", "Minimum", "Multiply"];

/** Masks as text: what computes them, of which outputs. */
class Masks {
  private readonly byName: Map<string, JsonObject>;
  private readonly known = new Map<string, string | undefined>();

  constructor(layers: JsonObject[]) {
    this.byName = new Map(layers.map((layer) => [nameOf(layer), layer]));
  }

  /** The expression for an output: an operation with its operands, or a layer by its name. */
  expression(output: NodeOutput): string {
    const key = JSON.stringify([output.layer, output.node, output.tensor]);
    const layer = this.byName.get(output.layer);
    if (!layer || !isOperation(layer)) return key;
    return this.once(`expression ${key}`, () => {
      const { args, kwargs } = argumentsOf(nodesOf(layer)[output.node]);
      const { name: _, ...options } = { ...(layer.config as JsonObject), ...kwargs };
      return operation(
        String(layer.class_name),
        args.map((one) => this.operand(one)),
        options,
      );
    }) as string;
  }

  private operand(value: Json): string {
    if (Array.isArray(value)) return `[${value.map((one) => this.operand(one)).join()}]`;
    const history = historyOf(value);
    return history ? this.expression(history) : String(value);
  }

  /** The mask of a layer's output, as Keras computes it while the model is built (keras.Layer.compute_mask). */
  of(output: NodeOutput): string | undefined {
    const layer = this.byName.get(output.layer);
    if (!layer || isOperation(layer)) return undefined;
    return this.once(`mask ${JSON.stringify(output)}`, () => this.ofOutput(layer, output));
  }

  private ofOutput(layer: JsonObject, { node, tensor }: NodeOutput): string | undefined {
    const kerasClass = String(layer.class_name);
    const config = isObject(layer.config) ? layer.config : {};
    const inputs = tensorsIn(argumentsOf(nodesOf(layer)[node]).args);
    const [first] = inputs;
    if (!first) return undefined;
    const any = (of: string) => operation("Any", [of], { axis: -1, keepdims: false });
    if (kerasClass === "Embedding") {
      return config.mask_zero === true ? operation("NotEqual", [this.expression(first), "0"], {}) : undefined;
    }
    if (kerasClass === "Masking") {
      return any(operation("NotEqual", [this.expression(first), String(config.mask_value)], {}));
    }
    if (passing.includes(kerasClass)) return this.of(first);
    if (["SimpleRNN", "LSTM", "GRU", "Bidirectional"].includes(kerasClass)) {
      const { return_sequences } = innerConfig(layer);
      return return_sequences === true && tensor === 0 ? this.of(first) : undefined;
    }
    const masks = inputs.map((input) => this.of(input));
    if (merging.includes(kerasClass)) {
      if (!masks.every((mask) => mask !== undefined)) return undefined;
      return masks.reduce((either, mask) => operation("LogicalOr", [either, mask], {}));
    }
    if (kerasClass !== "Concatenate" || masks.every((mask) => mask === undefined)) return undefined;
    const ofInputs = masks.map((mask, index) => {
      const input = this.expression(inputs[index] as NodeOutput);
      if (!mask) return operation("OnesLike", [input], { dtype: "bool" });
      const expanded = operation("ExpandDims", [mask], { axis: -1 });
      return operation("LogicalOr", [expanded, operation("ZerosLike", [input], { dtype: "bool" })], {});
    });
    return any(operation("Concatenate", [`[${ofInputs.join()}]`], { axis: config.axis as Json }));
  }

  /** Layers of a damaged file may wait for each other. */
  private once(key: string, compute: () => string | undefined): string | undefined {
    if (!this.known.has(key)) {
      this.known.set(key, undefined);
      this.known.set(key, compute());
    }
    return this.known.get(key);
  }
}

/** That of the layer in a Bidirectional. */
export function innerConfig({ config }: JsonObject): JsonObject {
  const { layer } = config as JsonObject;
  return (isObject(layer) ? layer.config : config) as JsonObject;
}

function operation(name: string, operands: string[], options: JsonObject): string {
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${name}(${operands.join()})${JSON.stringify(sorted)}`;
}
