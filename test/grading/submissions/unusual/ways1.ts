/** Exercise 1, written in other ways than the solution. */
import { codeCell, type Submission, solutionOf, solutionWith } from "../submission";
import { layers, pooling, rightOne, secondConvolution, ten } from "./pieces1";

export const ways1: readonly Submission[] = [
  rightOne("typed-arrays", "The pictures are prepared as typed arrays.", {
    "task-1": `
function prepare(images: tf.Tensor): tf.Tensor {
  const bytes = images.dataSync();
  const pixels = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) pixels[i] = bytes[i] / 255;
  return tf.tensor4d(pixels, [images.shape[0], 28, 28, 1]);
}`,
  }),
  rightOne("expand-dims", "expandDims, toFloat and mul.", {
    "task-1": `
const prepare = (images: tf.Tensor): tf.Tensor =>
  tf.tidy(() => images.toFloat().mul(1 / 255).expandDims(-1));`,
  }),
  rightOne(
    "normalization-inside",
    "The pictures go from 0 to 1; a normalization in the network does the rest.",
    {
      "task-2": layers(
        "batchNormalization({ inputShape: [28, 28, 1] })",
        'conv2d({ filters: 16, kernelSize: 3, activation: "relu" })',
        pooling,
        secondConvolution,
        pooling,
        "flatten()",
        'dense({ units: 64, activation: "relu" })',
        ten,
      ),
    },
  ),
  rightOne("scores-by-hand", "Accuracy and loss are computed by hand from predictions.", {
    "task-5": `
const scores = await (async () => {
  const probabilities = model.predict(prepare(xTest)) as tf.Tensor2D;
  const right = probabilities.argMax(1).equal(yTest.toInt()).mean();
  const own = tf.sum(tf.mul(probabilities, tf.oneHot(yTest.toInt() as tf.Tensor1D, 10)), 1);
  const loss = own.clipByValue(1e-7, 1).log().neg().mean();
  return { accuracy: (await right.data())[0], loss: (await loss.data())[0] };
})();
scores`,
  }),
  rightOne("one-cell", "All tasks in one cell.", {
    "task-1": { replace: solutionOf(1, "task-1") },
    "task-2": `${["task-2", "task-3", "task-4"].map((id) => solutionOf(1, id).replace("plot.history(history)", "plot.history(history);")).join("\n")}\n${solutionOf(1, "task-5")}`,
    "task-3": "// See task 2",
    "task-4": "// See task 2",
    "task-5": "scores",
  }),
  rightOne("split-cells", "Each task in several cells, with experiments between them.", {
    "task-2": {
      before: ["const filters = [16, 32];", "tf.memory().numTensors"],
      replace:
        'const model = tf.sequential();\nmodel.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: filters[0], kernelSize: 3, activation: "relu" }));\nmodel.add(tf.layers.maxPooling2d({ poolSize: 2 }));',
      after: [
        'model.add(tf.layers.conv2d({ filters: filters[1], kernelSize: 3, activation: "relu" }));\nmodel.add(tf.layers.maxPooling2d({ poolSize: 2 }));\nmodel.add(tf.layers.flatten());',
        'model.add(tf.layers.dense({ units: 64, activation: "relu" }));\nmodel.add(tf.layers.dense({ units: 10, activation: "softmax" }));',
        "model.summary();",
        "model.predict(xVal.slice(0, 2)) as tf.Tensor",
      ],
    },
  }),
  rightOne("class-of-its-own", "A class that builds, trains and measures.", {
    "task-2": `
class Garments {
  readonly network = tf.sequential();
  constructor(filters: number[]) {
    filters.forEach((count, index) => {
      this.network.add(tf.layers.conv2d({
        ...(index === 0 ? { inputShape: [28, 28, 1] } : {}), filters: count, kernelSize: 3, activation: "relu",
      }));
      this.network.add(tf.layers.maxPooling2d({ poolSize: 2 }));
    });
    this.network.add(tf.layers.flatten());
    this.network.add(tf.layers.dense({ units: 64, activation: "relu" }));
    this.network.add(tf.layers.dense({ units: 10, activation: "softmax" }));
  }
  train(x: tf.Tensor, y: tf.Tensor, validationData: [tf.Tensor, tf.Tensor]) {
    return fit(this.network, x, y, { epochs: 10, batchSize: 64, validationData });
  }
}
const garments = new Garments([16, 32]);
const model = garments.network;
model.summary();`,
    "task-4": "const history = await garments.train(xTrain, yTrain, [xVal, yVal]);\nplot.history(history)",
  }),
  rightOne("renamed", "The values have other names until the end.", {
    "task-2": solutionOf(1, "task-2").replaceAll("model", "network"),
    "task-3": solutionOf(1, "task-3").replaceAll("model", "network"),
    "task-4": `
const run = await fit(network, xTrain, yTrain, { epochs: 10, batchSize: 64, validationData: [xVal, yVal] });
const model = network;
const history = run;
plot.history(run)`,
  }),
  rightOne("from-json", "The network is described as JSON, and made by tf.models.modelFromJSON.", {
    "task-2": {
      before: [solutionOf(1, "task-2").replaceAll("model", "draft")],
      replace:
        "const model = await tf.models.modelFromJSON(draft.toJSON(null, false) as any);\nmodel.summary();",
    },
  }),
  rightOne("saved-and-loaded", "The trained network is saved, loaded and measured.", {
    imports: solutionWith(1, "imports", "plot, setSeed", "loadModel, plot, saveModel, setSeed"),
    "task-4": {
      after: ['await saveModel(model, "garments.keras");\nconst again = await loadModel("garments.keras");'],
    },
    "task-5": "const scores = await evaluate(again, prepare(xTest), yTest);\nscores",
  }),
  rightOne(
    "comments-and-prose",
    "Long comments, notes in Markdown, cells without a purpose.",
    {},
    {
      notebook: ({ cells }) => {
        const at = cells.findIndex(({ id }) => id === "task-3");
        cells.splice(at, 0, {
          cell_type: "markdown",
          metadata: {},
          source: "My note: // BEGIN SOLUTION `check`",
        });
        cells.splice(at, 0, codeCell("/* What I tried:\n * 1. a dense network: 0.70\n */"));
        cells.push(codeCell("plot.history(history)"), { cell_type: "raw", metadata: {}, source: "raw text" });
      },
    },
  ),
];
