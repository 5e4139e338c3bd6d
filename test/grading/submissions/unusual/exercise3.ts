/** Exercise 3, solved in ways that the solution does not take. */
import { type Submission, solutionOf, solutionWith, unusual } from "../submission";

const exercise = 3;
const of = (name: string, about: string, cells: Submission["cells"], more: Partial<Submission> = {}) =>
  unusual({ name: `three-${name}`, exercise, about, cells, ...more });

const stepWith = (part: string, by: string) => solutionWith(exercise, "task-2", part, by);
const loopWith = (part: string, by: string) => solutionWith(exercise, "task-3", part, by);

/** A step of another result: its loss is taken out in the loop. */
const loopOver = (taken: string, freed: string) =>
  solutionOf(exercise, "task-3")
    .replace(
      "const loss = await step(images, labels);",
      `const result = await step(images, labels);\n    const loss = ${taken};`,
    )
    .replace("loss.dispose();", freed);

const steps: Submission[] = [
  of("loss-and-accuracy", "The step returns a list of loss and accuracy; both are averaged.", {
    "task-2": `
const lossOf = new losses.SparseCategoricalCrossentropy();
const optimizer = new optimizers.Adam();
const step = tfFunction((images: tf.Tensor, labels: tf.Tensor) => tf.tidy(() => {
  const { value, gradients, others: [right] } = gradientTape(() => {
    const probabilities = call(model, images, { training: true });
    return [lossOf(labels, probabilities), probabilities.argMax(1).equal(labels.toInt()).mean()];
  }, model.trainableWeights);
  optimizer.applyGradients(gradients);
  return [value, right];
}));`,
    "task-3": `
const epochLoss: number[] = [];
const epochAccuracy: number[] = [];
for (let epoch = 1; epoch <= 10; epoch++) {
  const average = new metrics.Mean();
  const accuracy = new metrics.Mean();
  for await (const [images, labels] of dataset) {
    const [loss, right] = await step(images, labels);
    average.updateState(loss);
    accuracy.updateState(right);
    tf.dispose([loss, right]);
  }
  epochLoss.push(average.result());
  epochAccuracy.push(accuracy.result());
}
epochAccuracy`,
  }),
  of("result-object", "The step returns an object of loss and logits.", {
    "task-2": `
const lossOf = new losses.SparseCategoricalCrossentropy();
const optimizer = new optimizers.Adam();
const step = tfFunction((images: tf.Tensor, labels: tf.Tensor) => tf.tidy(() => {
  const { value, gradients, probabilities } = gradientTape(() => {
    const probabilities = call(model, images, { training: true });
    return { loss: lossOf(labels, probabilities), probabilities };
  }, model.trainableWeights);
  optimizer.applyGradients(gradients);
  return { loss: value, probabilities };
}));`,
    "task-3": loopOver("result.loss", "tf.dispose(result);"),
  }),
  of("variable-grads", "tf.variableGrads instead of the tape.", {
    "task-2": `
const lossOf = new losses.SparseCategoricalCrossentropy();
const optimizer = new optimizers.Adam();
const step = tfFunction((images: tf.Tensor, labels: tf.Tensor) => tf.tidy(() => {
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { value, grads } = tf.variableGrads(
    () => lossOf(labels, call(model, images, { training: true })) as tf.Scalar, variables);
  optimizer.applyGradients(grads);
  return value as tf.Tensor;
}));`,
  }),
  of("minimize", "optimizer.minimize does tape and update at once.", {
    "task-2": `
const lossOf = new losses.SparseCategoricalCrossentropy();
const optimizer = tf.train.adam(0.001);
const step = tfFunction((images: tf.Tensor, labels: tf.Tensor) => tf.tidy(() =>
  optimizer.minimize(
    () => lossOf(labels, call(model, images, { training: true })) as tf.Scalar, true,
  ) as tf.Tensor));`,
  }),
  of("tfjs-optimizer", "An optimizer of tfjs.", {
    "task-2": stepWith("new optimizers.Adam()", "tf.train.rmsprop(0.001)"),
  }),
  of("async-step", "An async function calls the graph.", {
    "task-2": `
const lossOf = new losses.SparseCategoricalCrossentropy();
const optimizer = new optimizers.Adam();
const compiled = tfFunction((images: tf.Tensor, labels: tf.Tensor) => tf.tidy(() => {
  const { value, gradients } = gradientTape(
    () => lossOf(labels, call(model, images, { training: true })), model.trainableWeights);
  optimizer.applyGradients(gradients);
  return value;
}));
let calls = 0;
const step = async (images: tf.Tensor, labels: tf.Tensor) => {
  calls++;
  return compiled(images, labels);
};`,
  }),
  of("clipped-norm", "The optimizer clips the gradients.", {
    "task-2": stepWith("new optimizers.Adam()", "new optimizers.Adam({ clipnorm: 0.5 })"),
  }),
  of("clipped-values", "The step clips the gradients itself.", {
    "task-2": stepWith(
      "optimizer.applyGradients(gradients);",
      "const clipped = Object.fromEntries(Object.entries(gradients)\n    .map(([name, gradient]) => [name, tf.clipByValue(gradient as tf.Tensor, -0.05, 0.05)]));\n  optimizer.applyGradients(clipped);",
    ),
  }),
  of("own-cross-entropy", "The loss is written out in operations.", {
    "task-2": stepWith(
      "const lossOf = new losses.SparseCategoricalCrossentropy();",
      "const lossOf = (labels: tf.Tensor, probabilities: tf.Tensor) => tf.oneHot(labels.toInt() as tf.Tensor1D, 10)\n  .mul(probabilities.clipByValue(1e-7, 1).log()).sum(1).mean().neg();",
    ),
  }),
  of("sgd-by-hand", "The weights are moved by hand: gradient descent with momentum.", {
    "task-2": `
const lossOf = new losses.SparseCategoricalCrossentropy();
const weights = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
const speeds = weights.map((weight) => tf.variable(tf.zerosLike(weight), false));
const step = tfFunction((images: tf.Tensor, labels: tf.Tensor) => tf.tidy(() => {
  const { value, grads } = tf.variableGrads(
    () => lossOf(labels, call(model, images, { training: true })) as tf.Scalar, weights);
  weights.forEach((weight, index) => {
    speeds[index].assign(speeds[index].mul(0.9).add(grads[weight.name]));
    weight.assign(weight.sub(speeds[index].mul(0.03)));
  });
  return value as tf.Tensor;
}));`,
  }),
  of("penalty", "The step adds an L2 penalty to the loss.", {
    "task-2": stepWith(
      "const measure = () => lossOf(labels, call(model, images, { training: true }));",
      'const kernels = model.trainableWeights.filter(({ name }) => name.includes("kernel"));\n  const measure = () => kernels.reduce(\n    (sum, kernel) => sum.add(kernel.read().square().sum().mul(1e-5)),\n    lossOf(labels, call(model, images, { training: true })) as tf.Tensor);',
    ),
  }),
  of("weight-decay", "AdamW with a schedule.", {
    imports: solutionWith(exercise, "imports", "optimizers, setSeed", "optimizers, schedules, setSeed"),
    "task-2": stepWith(
      "new optimizers.Adam()",
      "new optimizers.AdamW({ learningRate: new schedules.CosineDecay({\n  initialLearningRate: 0.002, decaySteps: 620 }) })",
    ),
  }),
  of("typed-as-asked", "The step is declared first, and given its value in a second cell.", {
    "task-2": {
      replace:
        "let step: (images: tf.Tensor, labels: tf.Tensor) => Promise<tf.Tensor>;\nconst lossOf = new losses.SparseCategoricalCrossentropy({ fromLogits: false });\nconst optimizer = new optimizers.Adam();",
      after: [
        "function eager(images: tf.Tensor, labels: tf.Tensor): tf.Tensor {\n  return tf.tidy(() => {\n    const { value, gradients } = gradientTape(\n      () => lossOf(labels, call(model, images, { training: true })), model.trainableWeights);\n    optimizer.applyGradients(gradients);\n    return value;\n  });\n}",
        "step = tfFunction(eager);",
      ],
    },
  }),
];

const loops: Submission[] = [
  of("rate-halved", "The rate is halved after five epochs.", {
    "task-3": loopWith(
      "  const average = new metrics.Mean();",
      "  if (epoch === 6) optimizer.learningRate /= 2;\n  const average = new metrics.Mean();",
    ),
  }),
  of("twelve-epochs", "Twelve epochs in both ways.", {
    "task-3": loopWith("epoch <= 10", "epoch <= 12"),
    "task-4": solutionWith(exercise, "task-4", "epochs: 10", "epochs: 12"),
  }),
  of("batches-by-hand", "Batches are cut by hand from shuffled indices.", {
    "task-3": `
const epochLoss: number[] = [];
const order = Array.from({ length: count }, (_, index) => index);
for (let epoch = 1; epoch <= 10; epoch++) {
  tf.util.shuffle(order);
  let sum = 0;
  const batches = Math.floor(count / 64);
  for (let batch = 0; batch < batches; batch++) {
    const rows = tf.tensor1d(order.slice(batch * 64, (batch + 1) * 64), "int32");
    const images = xTrain.gather(rows);
    const labels = yTrain.gather(rows);
    const loss = await step(images, labels);
    sum += loss.dataSync()[0];
    tf.dispose([rows, images, labels, loss]);
  }
  epochLoss.push(sum / batches);
}
epochLoss`,
  }),
  of("for-of", "for..of over slices that are made once, without a shuffle.", {
    "task-3": `
const epochLoss: number[] = [];
const pieces = Array.from({ length: Math.floor(count / 64) }, (_, index) =>
  [xTrain.slice(index * 64, 64), yTrain.slice(index * 64, 64)]);
for (let epoch = 1; epoch <= 10; epoch++) {
  const values: number[] = [];
  for (const [images, labels] of pieces) {
    const loss = await step(images, labels);
    values.push((await loss.data())[0]);
    loss.dispose();
  }
  epochLoss.push(values.reduce((a, b) => a + b, 0) / values.length);
}
epochLoss`,
  }),
  of("iterator", "The dataset's iterator is asked by hand.", {
    "task-3": `
const epochLoss: number[] = [];
while (epochLoss.length < 10) {
  const iterator = dataset[Symbol.asyncIterator]();
  let [sum, steps] = [0, 0];
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    const loss = await step(next.value[0], next.value[1]);
    sum += loss.dataSync()[0];
    steps++;
    loss.dispose();
  }
  epochLoss.push(sum / steps);
}
epochLoss`,
  }),
  of("train-function", "One function trains, whatever the step.", {
    "task-3": `
async function train(one: typeof step, epochs: number): Promise<number[]> {
  const curve: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const average = new metrics.Mean();
    for await (const [images, labels] of dataset) {
      const loss = await one(images, labels);
      average.updateState(loss);
      loss.dispose();
    }
    curve.push(average.result());
    average.dispose();
  }
  return curve;
}
const epochLoss = await train(step, 10);`,
  }),
  of("loss-as-array", "The epoch losses are in a typed array until the end.", {
    "task-3": solutionOf(exercise, "task-3")
      .replace("const epochLoss: number[] = [];", "const curve = new Float32Array(10);")
      .replace("epochLoss.push(average.result());", "curve[epoch - 1] = average.result();")
      .replace("epochLoss.at(-1)!", "curve[epoch - 1]")
      .concat("\nconst epochLoss = [...curve];"),
  }),
  of("one-step-tried-first", "A step is tried on one batch before the loop.", {
    "task-2": {
      replace: solutionOf(exercise, "task-2"),
      after: ["const tried = await step(xTrain.slice(0, 64), yTrain.slice(0, 64));\ntried.dataSync()[0]"],
    },
  }),
];

const networks: Submission[] = [
  of("functional", "build returns a functional model with dropout and batch normalization.", {
    "task-1": `
function build(): tf.LayersModel {
  setSeed(1);
  const input = tf.input({ shape: [28, 28, 1] });
  const layers: tf.layers.Layer[] = [
    tf.layers.conv2d({ filters: 16, kernelSize: 3 }), tf.layers.batchNormalization(), tf.layers.reLU(),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu" }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(), tf.layers.dropout({ rate: 0.2 }), tf.layers.dense({ units: 64, activation: "relu" }),
    tf.layers.dense({ units: 10, activation: "softmax" }),
  ];
  const output = layers.reduce(
    (x: tf.SymbolicTensor, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: output });
}`,
    "task-4": solutionWith(exercise, "task-4", "let fitted: tf.Sequential;", "let fitted: tf.LayersModel;"),
  }),
  of("separable", "Separable and strided convolutions.", {
    "task-1": `
function build(): tf.Sequential {
  setSeed(1);
  return tf.sequential({ layers: [
    tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 24, kernelSize: 3, strides: 2, activation: "relu" }),
    tf.layers.separableConv2d({ filters: 48, kernelSize: 3, activation: "relu" }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 64, activation: "relu" }),
    tf.layers.dense({ units: 10, activation: "softmax" }),
  ] });
}`,
  }),
  of("fit-on-tensors", "fit gets the tensors instead of the dataset.", {
    "task-4": solutionWith(
      exercise,
      "task-4",
      "fit(fitted, dataset, { epochs: 10 })",
      "fit(fitted, xTrain, yTrain, { epochs: 10, batchSize: 64 })",
    ),
  }),
  of("tfjs-fit", "tfjs's own fit trains the second network.", {
    "task-4": `
const fitted = build();
fitted.compile({ optimizer: tf.train.adam(0.001), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
const history = await fitted.fit(xTrain, yTrain, { epochs: 10, batchSize: 64, verbose: 0 });
history.history.loss`,
  }),
  of("own-accuracy", "The accuracies are counted by hand.", {
    "task-5": `
const xExam = prepare(xTest);
const accuracyOf = (network: tf.Sequential) => tf.tidy(() =>
  (network.predict(xExam) as tf.Tensor).argMax(1).equal(yTest.toInt()).mean().dataSync()[0]);
const scores = { loop: accuracyOf(model), fit: accuracyOf(fitted) };
scores`,
  }),
  of("evaluate-by-tfjs", "model.evaluate of tfjs.", {
    "task-5": `
model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
const xExam = prepare(xTest);
const [loop, fit2] = [model, fitted].map((one) =>
  (one.evaluate(xExam, yTest) as tf.Scalar[])[1].dataSync()[0]);
const scores = { loop, fit: fit2 };
scores`,
  }),
];

export const unusual3: readonly Submission[] = [...steps, ...loops, ...networks];
