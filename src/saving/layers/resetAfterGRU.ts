/**
 * Keras's GRU: the reset gate acts after the recurrent product, and there are two biases (Cho et al., 2014, version 3
 * of the paper, in cuDNN's form). tfjs's GRU has the older form alone.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type ForgottenOptions, restoreOptions } from "../../tfjs";

/** Options as of tf.layers.gru. */
export interface GRUArgs extends tf.serialization.ConfigDict {
  units: number;
}

type Activation = (x: tf.Tensor) => tf.Tensor;

/** tfjs's own GRU cell, which reads the options: initializers, regularizers, constraints, activations. */
interface CellOfTfjs {
  units: number;
  useBias: boolean;
  activation: { apply: Activation };
  recurrentActivation: { apply: Activation };
  dropout: number;
  recurrentDropout: number;
  kernelInitializer: object;
  recurrentInitializer: object;
  biasInitializer: object;
  kernelRegularizer: object;
  recurrentRegularizer: object;
  biasRegularizer: object;
  kernelConstraint: object;
  recurrentConstraint: object;
  biasConstraint: object;
  getConfig(): tf.serialization.ConfigDict;
}

const { RNNCell } = tf.layers;

class ResetAfterGRUCell extends RNNCell {
  static readonly className = "ResetAfterGRUCell";
  readonly stateSize: number;
  private readonly options: CellOfTfjs;
  private kernel!: tf.LayerVariable;
  private recurrentKernel!: tf.LayerVariable;
  private bias: tf.LayerVariable | undefined;
  private masks: { input?: tf.Tensor; state?: tf.Tensor } = {};

  constructor(args: GRUArgs) {
    super({ name: args.name as string | undefined, trainable: args.trainable as boolean | undefined });
    this.options = tf.layers.gruCell({ ...args, resetAfter: false } as never) as unknown as CellOfTfjs;
    this.stateSize = this.options.units;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [features] = [inputShape].flat(2).slice(-1);
    const { units, useBias, ...of } = this.options;
    const weight = (
      name: string,
      shape: tf.Shape,
      initializer: object,
      regularizer: object,
      constraint: object,
    ) =>
      this.addWeight(
        name,
        shape,
        undefined,
        initializer as never,
        regularizer as never,
        true,
        constraint as never,
      );
    const gates = 3 * units;
    this.kernel = weight(
      "kernel",
      [features as number, gates],
      of.kernelInitializer,
      of.kernelRegularizer,
      of.kernelConstraint,
    );
    this.recurrentKernel = weight(
      "recurrent_kernel",
      [units, gates],
      of.recurrentInitializer,
      of.recurrentRegularizer,
      of.recurrentConstraint,
    );
    if (useBias)
      this.bias = weight("bias", [2, gates], of.biasInitializer, of.biasRegularizer, of.biasConstraint);
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor[] {
    return tf.tidy(() => {
      const [input, state] = inputs as [tf.Tensor2D, tf.Tensor2D];
      const { activation, recurrentActivation, dropout, recurrentDropout } = this.options;
      const training = kwargs.training ?? false;
      const x = this.masked("input", input, training ? dropout : 0);
      const h = this.masked("state", state, training ? recurrentDropout : 0);
      const [ofInput, ofState] = this.bias ? tf.unstack(this.bias.read()) : [];
      const withBias = (of: tf.Tensor, bias: tf.Tensor | undefined) => (bias ? of.add(bias) : of);
      const fromInput = withBias(x.matMul(this.kernel.read() as tf.Tensor2D), ofInput).split(3, -1);
      const fromState = withBias(h.matMul(this.recurrentKernel.read() as tf.Tensor2D), ofState).split(3, -1);
      const gate = (index: number) =>
        recurrentActivation.apply((fromInput[index] as tf.Tensor).add(fromState[index] as tf.Tensor));
      const [update, reset] = [gate(0), gate(1)];
      const candidate = activation.apply(
        (fromInput[2] as tf.Tensor).add(reset.mul(fromState[2] as tf.Tensor)),
      );
      const next = update.mul(state).add(tf.sub(1, update).mul(candidate));
      return [next, next];
    });
  }

  /** One mask for all steps of a sequence. */
  private masked(which: "input" | "state", x: tf.Tensor2D, rate: number): tf.Tensor2D {
    if (rate === 0) return x;
    this.masks[which] ??= tf.keep(tf.dropout(tf.onesLike(x), rate));
    return x.mul(this.masks[which]);
  }

  /** A new sequence has new masks. */
  forgetMasks(): void {
    tf.dispose(Object.values(this.masks));
    this.masks = {};
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { implementation: _, resetAfter: __, ...config } = this.options.getConfig();
    return { ...config, name: this.name };
  }
}

export class ResetAfterGRU extends tf.RNN {
  static override readonly className = "ResetAfterGRU";
  declare readonly cell: ResetAfterGRUCell;

  constructor(args: GRUArgs) {
    const { name: _, ...ofCell } = args;
    super({ ...args, cell: new ResetAfterGRUCell(ofCell as GRUArgs) } as never);
    restoreOptions(this, args as ForgottenOptions);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor | tf.Tensor[] {
    this.cell.forgetMasks();
    try {
      return super.call(inputs, kwargs as never);
    } finally {
      this.cell.forgetMasks();
    }
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { cell: _, ...config } = super.getConfig();
    const { name: __, ...ofCell } = this.cell.getConfig();
    return { ...ofCell, ...config };
  }

  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(config);
  }
}

tf.serialization.registerClass(ResetAfterGRUCell);
tf.serialization.registerClass(ResetAfterGRU);
