/** Our declarations as notebooks see them: under tslab's TypeScript 5.0.4, which resolves modules in the old way. */
import path from "node:path";
import ts from "@tslab/typescript-for-tslab";

const cell = `
import * as tf from "@tensorflow/tfjs-node-gpu";
import {
  AUTOTUNE, Callback, call, callbacks, check, Dataset, datasets, display, evaluate, fit, gradientTape, live, loadModel, losses, metrics,
  mixedPrecision, optimizers, plot, predict, progress, saveModel, schedules, setSeed, tfFunction, type Logs, vis,
} from "trainbook";
import "trainbook/register";

async function lesson() {
  setSeed(1);
  const next: string | undefined = (await progress()).next?.title;
  const [[xTrain, yTrain], [xTest, yTest]] = await datasets.mnist.loadData();
  const images: tf.Tensor3D = xTrain;
  const labels: tf.Tensor1D = yTrain;
  const dataset = Dataset.fromTensorSlices([xTrain, yTrain])
    .map(([x, y]) => [x.div(255), y])
    .cache()
    .shuffle(10_000, { seed: 1 })
    .batch(64, { dropRemainder: true })
    .prefetch(AUTOTUNE);
  for await (const [x, y] of dataset) {
    const shapes: number[][] = [x.shape, y.shape];
    display(shapes);
  }
  for await (const { a, b } of Dataset.zip({ a: dataset, b: Dataset.fromTensorSlices(labels) })) {
    const first: tf.Tensor = a[0];
    const label: tf.Tensor = b;
    display([first, label]);
  }
  const rate: number = new schedules.CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 }).at(3);
  const adam = new optimizers.AdamW({ learningRate: rate, clipnorm: 1 });
  adam.learningRate = adam.learningRate / 2;
  const model = tf.sequential();
  model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
  const history = await fit(model, images, labels, { epochs: 5, validationData: [xTest, yTest] });
  const lossByEpoch: number[] | undefined = history.history.loss;
  const accuracy: number | undefined = (await evaluate(model, xTest, yTest)).accuracy;
  const answers: tf.Tensor = (await predict(model, xTest)).argMax(-1);
  plot.history(history);
  plot.compare({ one: history, two: history });
  model.compile({
    loss: new losses.SparseCategoricalCrossentropy({ fromLogits: true }),
    optimizer: new optimizers.SGD({ momentum: 0.9 }),
    metrics: ["accuracy", new metrics.SparseTopKCategoricalAccuracy({ k: 3 })],
  });
  class UntilLoss extends Callback {
    override onTrainBatchEnd(_batch: number, logs: Logs): void {
      if (logs.loss < 0.1) this.model.stopTraining = true;
    }
  }
  const watched = [new callbacks.EarlyStopping({ patience: 3 }), new UntilLoss(), { onEpochEnd: (epoch: number) => display(epoch) }];
  await fit(model, dataset, { epochs: 2, validationData: dataset, callbacks: watched, verbose: 0 });
  const lossOf = new losses.MeanSquaredError();
  const { value, gradients } = gradientTape(() => lossOf(labels, call(model, images)), model.trainableWeights);
  adam.applyGradients(gradients);
  const taped = gradientTape(() => {
    const logits = call(model, images);
    return { loss: lossOf(labels, logits), logits, scores: [labels, 2] as const };
  }, model.trainableWeights);
  adam.applyGradients(taped.gradients);
  const logits: tf.Tensor = taped.logits;
  const two: 2 = taped.scores[1];
  const { others: [activations, count] } = gradientTape(() => [logits.mean(), images, 3]);
  const activated: tf.Tensor3D = activations;
  const three: number = count;
  const { gradients: [byImages, byKernel] } = gradientTape(() => lossOf(labels, call(model, images)), [images, ...model.trainableWeights]);
  const slope: tf.Tensor3D = byImages;
  const alone: tf.Tensor3D = gradientTape(() => lossOf(labels, call(model, images)), images).gradients;
  display([two, activated, three, slope, byKernel, alone]);
  const loss: number = value.dataSync()[0];
  const step = tfFunction((x: tf.Tensor, y: tf.Tensor) => ({ loss: lossOf(y, call(model, x)) }));
  const stepped: { loss: tf.Tensor } = await step(images, labels);
  stepped.loss.print();
  const costliest: string | undefined = step.explain().graphs[0]?.costs[0]?.operation;
  display(costliest);
  mixedPrecision.setGlobalPolicy("mixed_bfloat16");
  const policy: string = mixedPrecision.globalPolicy().computeDtype;
  const scaling = new optimizers.LossScale(adam, { initialScale: 1024 });
  const scaled: tf.Scalar = scaling.scaleLoss(value);
  display([policy, scaled]);
  const mean = new metrics.Mean();
  mean.updateState(value);
  display(loss + mean.result());
  await saveModel(model, "model.keras");
  const again: tf.LayersModel = await loadModel("model.keras");
  await again.fit(images, labels, { callbacks: [new callbacks.EarlyStopping(), new UntilLoss()] });
  plot.images(xTest, { labels: yTest, predictions: answers, columns: 6 });
  plot.confusionMatrix(yTest, answers, { classNames: datasets.fashionMnist.classNames });
  plot.schedule(new schedules.CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 }), { steps: 100 });
  await plot.model(model).save("model.svg");
  plot.layerWeights(model).show();
  plot.activations(model, xTest);
  plot.flow();
  await vis.render.linechart({ name: "Loss", tab: "Training" }, { values: [{ x: 0, y: 1 }], series: ["a"] });
  const matrix: number[][] = await vis.metrics.confusionMatrix(yTest, yTest);
  await vis.show.fitCallbacks({ name: "Training" }, ["loss"]).onEpochEnd(0, { loss: matrix.length });
  await fit(model, dataset, { callbacks: [live.history()] });
  display.html("<b>done</b>");
  await check("exercise-1", { model, history });
  return [lossByEpoch, accuracy];
}

async function wrong(model: tf.Sequential, x: tf.Tensor) {
  // @ts-expect-error a misspelt option
  await fit(model, x, x, { epoch: 5 });
  // @ts-expect-error a policy that there is not
  mixedPrecision.setGlobalPolicy("float16");
  // @ts-expect-error a misspelt option of a step
  Dataset.fromTensorSlices(x).batch(2, { dropLast: true });
  // @ts-expect-error a misspelt option of an optimizer
  new optimizers.Adam({ learning_rate: 0.1 });
  // @ts-expect-error a misspelt option of a callback
  new callbacks.EarlyStopping({ patiense: 3 });
  // @ts-expect-error a misspelt option of a loss
  new losses.CategoricalCrossentropy({ logits: true });
  // @ts-expect-error a name that the tape's own result has
  gradientTape(() => ({ loss: x.mean(), gradients: x }), [x]);
  // @ts-expect-error no loss
  gradientTape(() => ({ logits: x }), [x]);
  // @ts-expect-error a number is no source
  gradientTape(() => x.mean(), [3]);
  // @ts-expect-error what the function did not return
  gradientTape(() => ({ loss: x.mean() }), [x]).logits;
  // @ts-expect-error targets are missing
  await evaluate(model, x);
  // @ts-expect-error a dataset that does not exist
  await datasets.cifar.loadData();
}
`;

it("check under TypeScript 5.0.4 with the old Node resolution: right calls infer, wrong ones are refused", () => {
  const file = path.join(__dirname, "..", "notebooks", "cell.ts");
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2020,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    strict: true,
    noEmit: true,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile;
  const fileExists = host.fileExists;
  host.readFile = (name) => (name === file ? cell : readFile(name));
  host.fileExists = (name) => name === file || fileExists(name);
  const getSourceFile = host.getSourceFile;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, cell, ts.ScriptTarget.ES2020) : getSourceFile(name, ...rest);
  const problems = ts
    .getPreEmitDiagnostics(ts.createProgram([file], options, host))
    .filter(({ file }) => file === undefined || !file.fileName.includes("node_modules/@"))
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  expect(problems).toEqual([]);
});
