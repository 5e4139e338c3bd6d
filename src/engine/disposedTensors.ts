/**
 * Errors for tensors that are used after they were freed. tfjs says "Tensor is disposed." at best; here the message
 * names the tensor, tells what freed it, and how to keep it.
 */
import { createRequire } from "node:module";
import type * as tf from "@tensorflow/tfjs";
import { TrainbookError } from "../trainbookError";
import { tfjsNodePackage } from "./tfjsNodePackage";

/** Thrown when a tensor or a variable is used after it was disposed. */
export class DisposedTensorError extends TrainbookError {}

/** Names of tfjs's scopes whose ends free tensors. Scopes of any other name are `tf.tidy`. */
export const scopeNames = { tape: "gradientTape", trace: "tfFunction" } as const;

/** tfjs names the scope of a function whose gradients it computes "forward". */
const causes: Readonly<Record<string, { event: string; cure: string }>> = {
  [scopeNames.tape]: {
    event: "was made inside gradientTape and freed when it ended",
    cure: "return it beside the loss: gradientTape(() => ({ loss, logits }))",
  },
  [scopeNames.trace]: {
    event: "was made while tfFunction traced its function, and belongs to that trace alone",
    cure: "return it from the traced function, and use what the call gives back",
  },
  forward: {
    event:
      "was made in the function given to tf.grad, tf.variableGrads or optimizer.minimize, and freed when that ended",
    cure: "use gradientTape(() => ({ loss, logits })), which gives back what stands beside the loss, or tf.keep the tensor",
  },
  tidy: {
    event: "was made inside tf.tidy and freed when it ended",
    cure: "return it from tf.tidy, or tf.keep it there and dispose of it yourself",
  },
};

const freedBy = Symbol("the scope that freed the tensor");

interface TrackedTensor extends tf.Tensor {
  [freedBy]?: string;
}

interface ScopedEngine {
  makeVariable(initialValue: tf.Tensor, ...options: unknown[]): tf.Variable;
  state: { activeScope: { name: string } | null; tensorInfo: WeakMap<object, unknown> };
  endScope(result?: unknown): void;
  runKernel(name: string, inputs: Record<string, tf.Tensor | undefined>, attributes?: object): unknown;
}

/** Teaches tfjs to tell which scope freed a tensor, and to refuse freed tensors as inputs of any operation. */
export function explainDisposedTensors(): void {
  const { Tensor, Variable, engine } = createRequire(tfjsNodePackage())(
    "@tensorflow/tfjs",
  ) as typeof import("@tensorflow/tfjs");
  const prototype = Object.getPrototypeOf(engine()) as ScopedEngine;
  const { endScope, runKernel, makeVariable } = prototype;
  const { dispose } = Tensor.prototype;
  const { assign } = Variable.prototype;

  let ending: string | undefined;
  prototype.endScope = function (this: ScopedEngine, result) {
    const outer = ending;
    ending = this.state.activeScope?.name ?? "";
    try {
      endScope.call(this, result);
    } finally {
      ending = outer;
    }
  };
  Tensor.prototype.dispose = function (this: TrackedTensor) {
    if (ending !== undefined && !this.isDisposed) this[freedBy] = ending;
    dispose.call(this);
  };
  Tensor.prototype.throwIfDisposed = function (this: TrackedTensor) {
    if (this.isDisposed) throw disposedError(this);
  };
  // Reshape and Identity would share freed memory without a word, and other kernels fail on undefined. Gradients of
  // tfjs's own (logSigmoid's) use disposed tensors whose memory others still hold: that is as good as before.
  prototype.runKernel = function (this: ScopedEngine, name, inputs, attributes) {
    for (const key in inputs) {
      const input = inputs[key];
      if (input?.isDisposed && !this.state.tensorInfo.has(input.dataId)) throw disposedError(input);
    }
    return runKernel.call(this, name, inputs, attributes);
  };
  // Variables share the memory of what they are given, by no operation.
  prototype.makeVariable = function (this: ScopedEngine, initialValue, ...options) {
    initialValue.throwIfDisposed();
    return makeVariable.call(this, initialValue, ...options);
  };
  Variable.prototype.assign = function (this: tf.Variable, value) {
    this.throwIfDisposed();
    value.throwIfDisposed();
    assign.call(this, value);
  };
}

function disposedError(tensor: TrackedTensor): DisposedTensorError {
  const { dtype, shape } = tensor;
  const type = `${dtype} [${shape.join(", ")}]`;
  const variable = "trainable" in tensor ? (tensor as unknown as tf.Variable).name : undefined;
  const what = variable === undefined ? `this tensor, ${type},` : `the variable "${variable}", ${type},`;
  const scope = tensor[freedBy];
  const { event, cure } =
    scope === undefined
      ? { event: "was disposed of before", cure: "dispose of it after its last use" }
      : ((causes[scope] ?? causes.tidy) as { event: string; cure: string });
  return new DisposedTensorError(`Tensor is disposed: ${what} ${event}.`, { cure });
}
