/** The networks to train: the same layers, by tfjs's functions here and by Keras's in keras_fit.py. */

/**
 * @typedef {typeof import("@tensorflow/tfjs-node-gpu")} Tf
 * @typedef {{ model: string, batch: number, steps: number, policy?: import("trainbook").PolicyName }} Workload
 *   `steps` is what an epoch has
 */

/** @type {Workload[]} */
const workloads = [
  { model: "cnn", batch: 64, steps: 150 },
  { model: "cnn", batch: 64, steps: 150, policy: "mixed_bfloat16" },
  { model: "cnn", batch: 16, steps: 300 },
  { model: "cnn", batch: 256, steps: 40 },
  { model: "cnn", batch: 1024, steps: 10 },
  { model: "dense", batch: 64, steps: 600 },
  { model: "resnet", batch: 64, steps: 30 },
  { model: "lstm", batch: 64, steps: 60 },
];

/** @type {Record<string, { shape: number[], build(tf: Tf): import("@tensorflow/tfjs-node-gpu").LayersModel }>} */
const models = {
  cnn: {
    shape: [28, 28, 1],
    build: ({ layers, sequential }) =>
      sequential({
        layers: [
          layers.conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, activation: "relu" }),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.conv2d({ filters: 64, kernelSize: 3, activation: "relu" }),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.conv2d({ filters: 64, kernelSize: 3, activation: "relu" }),
          layers.flatten(),
          layers.dense({ units: 64, activation: "relu" }),
          layers.dense({ units: 10, activation: "softmax" }),
        ],
      }),
  },
  dense: {
    shape: [784],
    build: ({ layers, sequential }) =>
      sequential({
        layers: [
          layers.dense({ inputShape: [784], units: 256, activation: "relu" }),
          layers.dense({ units: 128, activation: "relu" }),
          layers.dense({ units: 10, activation: "softmax" }),
        ],
      }),
  },
  resnet: {
    shape: [32, 32, 3],
    build: ({ input, layers, model }) => {
      const inputs = input({ shape: [32, 32, 3] });
      /** @typedef {import("@tensorflow/tfjs-node-gpu").SymbolicTensor} Symbolic */
      const normalized = (
        /** @type {Symbolic} */ x,
        /** @type {number} */ filters,
        strides = 1,
        kernelSize = 3,
      ) => {
        const convolved = layers
          .conv2d({ filters, kernelSize, strides, padding: "same", useBias: false })
          .apply(x);
        return /** @type {Symbolic} */ (layers.batchNormalization().apply(convolved));
      };
      const relu = (/** @type {Symbolic} */ x) =>
        /** @type {Symbolic} */ (layers.activation({ activation: "relu" }).apply(x));
      let x = relu(normalized(inputs, 16));
      for (const [filters, strides] of /** @type {[number, number][]} */ ([
        [16, 1],
        [32, 2],
        [64, 2],
      ])) {
        const shortcut = strides === 1 ? x : normalized(x, filters, strides, 1);
        const inner = normalized(relu(normalized(x, filters, strides)), filters);
        x = relu(/** @type {Symbolic} */ (layers.add().apply([inner, shortcut])));
      }
      const pooled = /** @type {Symbolic} */ (layers.globalAveragePooling2d({}).apply(x));
      const outputs = layers.dense({ units: 10, activation: "softmax" }).apply(pooled);
      return model({ inputs, outputs: /** @type {Symbolic} */ (outputs) });
    },
  },
  lstm: {
    shape: [28, 28],
    build: ({ layers, sequential }) =>
      sequential({
        layers: [
          layers.lstm({ inputShape: [28, 28], units: 64 }),
          layers.dense({ units: 10, activation: "softmax" }),
        ],
      }),
  },
};

module.exports = { models, workloads };
