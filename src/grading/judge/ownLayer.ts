/** A layer of a learner's own class in the judge's process: it computes what was recorded of it. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type OwnLayer, ownLayerClass } from "../evidence/format";
import { type KernelProgram, type Source, sized } from "../evidence/kernelProgram";

/** By the names of layers, which are unique in a learner's process. */
const recorded = new Map<string, OwnLayer>();

/** Makes layers known, for models that are built from now on. */
export function knowOwnLayers(layers: Readonly<Record<string, OwnLayer>> = {}): void {
  for (const [name, layer] of Object.entries(layers)) recorded.set(name, layer);
}

class RecordedLayer extends tf.layers.Layer {
  static readonly className = ownLayerClass;
  private readonly recorded: OwnLayer;

  constructor(config: { name: string }) {
    super(config as never);
    const known = recorded.get(config.name);
    if (!known) throw new Error(`The layer "${config.name}" is of a class of its own, and was not recorded.`);
    this.recorded = known;
  }

  override build(): void {
    for (const [at, { shape, isTrainable }] of this.recorded.weights.entries()) {
      this.addWeight(`weight${at}`, shape, "float32", tf.initializers.zeros(), undefined, isTrainable);
    }
    this.built = true;
  }

  override computeOutputShape(): tf.Shape | tf.Shape[] {
    const [first, ...others] = this.recorded.outputs;
    return others.length === 0 ? (first as tf.Shape) : [first as tf.Shape, ...others];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] {
    const weights = this.weights.map((weight) => weight.read());
    const outputs = tf.tidy(() => replayed(this.recorded.program, [inputs].flat(), weights));
    return outputs.length === 1 ? (outputs[0] as tf.Tensor) : outputs;
  }
}
tf.serialization.registerClass(RecordedLayer as never);

function replayed(program: KernelProgram, inputs: tf.Tensor[], weights: tf.Tensor[]): tf.Tensor[] {
  const { calls, constants, outputs } = sized(program, inputs[0]?.shape[0] ?? 0) as KernelProgram;
  const own = constants.map(({ shape, dtype, values }) =>
    values.length === 1
      ? tf.fill(shape as number[], values[0] as number, dtype as "float32")
      : tf.tensor(values, shape as number[], dtype as tf.NumericDataType),
  );
  const results: tf.Tensor[][] = [];
  const at = (source: Source): tf.Tensor => {
    if ("input" in source) return inputs[source.input] as tf.Tensor;
    if ("weight" in source) return weights[source.weight] as tf.Tensor;
    if ("constant" in source) return own[source.constant] as tf.Tensor;
    return results[source.call]?.[source.output] as tf.Tensor;
  };
  for (const { kernel, inputs: given, attributes } of calls) {
    const read = Object.entries(given).map(([name, source]) => [
      name,
      Array.isArray(source) ? source.map(at) : at(source),
    ]);
    const result = tf.engine().runKernel(kernel, Object.fromEntries(read), attributes as tf.NamedAttrMap);
    results.push([result].flat() as tf.Tensor[]);
  }
  return outputs.map(at);
}
