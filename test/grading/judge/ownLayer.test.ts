/** Layers of a learner's own classes: a judge, who has not the classes, computes what they compute. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import "../../../src";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { drawGarments } from "../../../src/data";
import { describedValue } from "../../../src/grading/evidence/describedValue";
import { EvidenceFolder } from "../../../src/grading/evidence/evidenceFolder";
import type { ModelEvidence } from "../../../src/grading/evidence/format";
import { convolutionsThatCount } from "../../../src/grading/judge/ablation";
import { EvidenceReader } from "../../../src/grading/judge/evidenceReader";
import { rebuiltModel } from "../../../src/grading/judge/rebuiltModel";

const folder = mkdtempSync(path.join(tmpdir(), "trainbook-own-layers-"));
afterAll(() => rmSync(folder, { recursive: true }));

const given = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor => [inputs].flat()[0] as tf.Tensor;

class Halved extends tf.layers.Layer {
  static className = "Halved";
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => given(inputs).mul(0.5).relu());
  }
}

class Grey extends tf.layers.Layer {
  static className = "Grey";
  override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
    const x = given(inputs);
    return training ? tf.tidy(() => x.add(tf.randomUniform(x.shape))) : x;
  }
}

/** Two convolutions and a way around them, with a vector of its own for the channels. */
class Residual extends tf.layers.Layer {
  static className = "Residual";
  private kernels: tf.LayerVariable[] = [];
  private scale!: tf.LayerVariable;
  override build(inputShape: tf.Shape): void {
    const channels = inputShape[3] as number;
    const initializer = tf.initializers.glorotUniform({ seed: 4 });
    this.kernels = ["a", "b"].map((name) =>
      this.addWeight(name, [3, 3, channels, channels], "float32", initializer),
    );
    this.scale = this.addWeight("scale", [channels], "float32", tf.initializers.ones());
    this.built = true;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = given(inputs) as tf.Tensor4D;
      const [a, b] = this.kernels.map((kernel) => kernel.read() as tf.Tensor4D) as [tf.Tensor4D, tf.Tensor4D];
      const y = tf.conv2d(tf.relu(tf.conv2d(x, a, 1, "same")), b, 1, "same");
      return x.add(y.mul(this.scale.read())).reshape([x.shape[0], -1]).reshape(x.shape);
    });
  }
}

/** The mean over rows, as a shape that differs from its input's. */
class RowMeans extends tf.layers.Layer {
  static className = "RowMeans";
  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0] as null, inputShape[2] as number, inputShape[3] as number];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.mean(given(inputs), 1);
  }
}

class Weighing extends tf.layers.Layer {
  static className = "Weighing";
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = given(inputs);
      return x.mul(tf.linspace(0, 1, x.shape[1] as number)).add(tf.ones([x.shape[0], x.shape[1] as number]));
    });
  }
}

const Dense = tf.layers.dense({ units: 1 }).constructor as unknown as new (config: {
  units: number;
}) => tf.layers.Layer;

class Doubled extends Dense {
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    return (super.call(inputs, kwargs) as tf.Tensor).mul(2);
  }
}

async function rebuilt(model: tf.LayersModel) {
  const evidence = describedValue(model, new EvidenceFolder(folder)) as ModelEvidence;
  const read = JSON.parse(JSON.stringify(evidence)) as ModelEvidence;
  return rebuiltModel(read, new EvidenceReader(folder));
}

function classifier(...layers: tf.layers.Layer[]): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 4, kernelSize: 3, strides: 4 }));
  for (const layer of layers) model.add(layer);
  if (model.outputShape.length > 2) model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
  model.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

test.each([
  ["of operations alone", () => [new Halved({}), new Grey({})]],
  ["with weights", () => [new Residual({})]],
  ["with another shape at its output", () => [new RowMeans({})]],
  ["with numbers of its own", () => [tf.layers.flatten(), new Weighing({})]],
  ["of a class that extends a known one", () => [tf.layers.flatten(), new Doubled({ units: 3 })]],
])("a layer %s computes the same for any number of images", async (_kind, layers) => {
  const model = classifier(...layers());
  const { model: judged } = await rebuilt(model);
  for (const count of [1, 2, 64, 101]) {
    const x = tf.randomUniform([count, 28, 28, 1], 0, 1, "float32", 5);
    const [own, other] = [model, judged].map((one) => (one.predict(x) as tf.Tensor).dataSync());
    expect(Array.from(other ?? [])).toEqual(Array.from(own ?? []));
  }
});

test("a model in which own layers are inside of a model is built again", async () => {
  const inside = tf.sequential({ layers: [new Residual({ inputShape: [28, 28, 1] }), new Halved({})] });
  const input = tf.input({ shape: [28, 28, 1] });
  const x = tf.layers.flatten().apply(inside.apply(input));
  const model = tf.model({
    inputs: input,
    outputs: tf.layers.dense({ units: 10 }).apply(x) as tf.SymbolicTensor,
  });
  const { model: judged } = await rebuilt(model);
  const images = tf.randomUniform([3, 28, 28, 1], 0, 1, "float32", 5);
  expect((judged.predict(images) as tf.Tensor).arraySync()).toEqual(
    (model.predict(images) as tf.Tensor).arraySync(),
  );
});

test("gradients flow through what was recorded", async () => {
  const model = classifier(new Residual({}));
  const { model: judged } = await rebuilt(model);
  const x = tf.randomUniform([4, 28, 28, 1], 0, 1, "float32", 5);
  const [own, other] = [model, judged].map((one) => {
    const variables = one.trainableWeights.map((weight) => (weight as unknown as { val: tf.Variable }).val);
    const { grads } = tf.variableGrads(
      () => (one.apply(x) as tf.Tensor).square().sum() as tf.Scalar,
      variables,
    );
    return variables.map(({ name }) => Array.from(grads[name]?.dataSync() ?? []));
  });
  expect(own?.[0]?.some((value) => value !== 0)).toBe(true);
  expect(other).toEqual(own);
});

test("its kernels are convolutions that count, or not", async () => {
  const { test: images } = drawGarments({ seed: 3, trainPerClass: 0, testPerClass: 7 });
  const { model } = await rebuilt(classifier(new Residual({})));
  expect(convolutionsThatCount(model, images)).toBe(3);
  const residual = model.layers[1] as tf.layers.Layer;
  const [a, b, scale] = residual.getWeights() as [tf.Tensor, tf.Tensor, tf.Tensor];
  residual.setWeights([a, b, tf.zerosLike(scale)]);
  expect(convolutionsThatCount(model, images)).toBe(1);
});

test("the model is the learner's again when it has been described", () => {
  const model = classifier(new Halved({}));
  const [, layer] = model.layers as [unknown, tf.layers.Layer];
  const names = Object.getOwnPropertyNames(layer);
  describedValue(model, new EvidenceFolder(folder));
  expect(layer.getClassName()).toBe("Halved");
  expect(Object.getOwnPropertyNames(layer)).toEqual(names);
  expect(Object.hasOwn(tf.engine(), "runKernel")).toBe(false);
});

test("a layer that brings a network of its own along is not taken", async () => {
  class Teacher extends tf.layers.Layer {
    static className = "Teacher";
    private readonly known = tf.randomNormal([144, 20]);
    override computeOutputShape(): tf.Shape {
      return [null, 20];
    }
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.matMul(given(inputs) as tf.Tensor2D, this.known as tf.Tensor2D);
    }
  }
  const model = classifier(tf.layers.flatten(), new Teacher({}));
  await expect(rebuilt(model)).rejects.toThrow("was not recorded");
});
