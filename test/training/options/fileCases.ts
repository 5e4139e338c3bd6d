/** The files to try: each class with all of its options, whole numbers, and the objects of a layer. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { losses, optimizers, type Schedule } from "../../../src/training";
import { classes, make, type Options, sampleOf } from "./optionClasses";
import type { Data, Kind } from "./samples";

export interface FileCase {
  title: string;
  data: Data;
  steps: number;
  compile: Record<string, unknown>;
  layer?: object;
  /** Files that hold it. Defaults to both. */
  kinds?: readonly string[];
}

/** All options of a class at once, and those apart that exclude another. */
export function variants(kind: Kind, name: string): Options[] {
  const { options, alone = [] } = sampleOf(kind, name);
  const together = Object.entries(options).filter(([option]) => !alone.includes(option));
  return [Object.fromEntries(together), ...alone.map((option) => ({ [option]: options[option] }))];
}

function compileWith(kind: Kind, made: object): Record<string, unknown> {
  if (kind === "losses") return { loss: made, optimizer: "sgd" };
  if (kind === "metrics") return { loss: "mean_squared_error", metrics: [made], optimizer: "sgd" };
  if (kind === "optimizers") return { loss: "mean_squared_error", optimizer: made };
  return { loss: "mean_squared_error", optimizer: new optimizers.SGD({ learningRate: made as Schedule }) };
}

export const ofFiles = classes.filter(({ kind }) => kind !== "callbacks");

/** `model.compile` takes no metric of plain numbers: Keras has no answer for these. */
const isCompiled = ({ name }: { name: string }) => name !== "Mean" && name !== "Sum";

/** Whole numbers, which some of Keras's classes refuse where they are no floats. */
const wholeNumbers: [Kind, string, Options][] = [
  ["optimizers", "SGD", { learningRate: 1, momentum: 1 }],
  ["optimizers", "SGD", { momentum: 0 }],
  ["optimizers", "Adadelta", { learningRate: 1 }],
  ["metrics", "FBetaScore", { beta: 2, threshold: 1, average: "macro" }],
  ["metrics", "F1Score", { threshold: 1, average: "micro" }],
  ["losses", "Huber", { delta: 2 }],
  ["schedules", "ExponentialDecay", { initialLearningRate: 1, decayRate: 1 }],
];

const { initializers, regularizers, constraints } = tf;
const layers: [string, object][] = [
  ["zeros", { kernelInitializer: initializers.zeros() }],
  ["ones", { kernelInitializer: initializers.ones() }],
  ["constant value", { kernelInitializer: initializers.constant({ value: 0.3 }) }],
  ["constant 0", { kernelInitializer: initializers.constant({ value: 0 }) }],
  [
    "randomUniform",
    { kernelInitializer: initializers.randomUniform({ minval: -0.2, maxval: 0.4, seed: 3 }) },
  ],
  ["randomNormal", { kernelInitializer: initializers.randomNormal({ mean: 0.1, stddev: 0.2, seed: 3 }) }],
  [
    "truncatedNormal",
    { kernelInitializer: initializers.truncatedNormal({ mean: 0.1, stddev: 0.2, seed: 3 }) },
  ],
  [
    "varianceScaling",
    {
      kernelInitializer: initializers.varianceScaling({
        scale: 2,
        mode: "fanOut",
        distribution: "uniform",
        seed: 3,
      }),
    },
  ],
  [
    "varianceScaling fanAvg",
    { kernelInitializer: initializers.varianceScaling({ scale: 3, mode: "fanAvg", distribution: "normal" }) },
  ],
  ["glorotUniform", { kernelInitializer: initializers.glorotUniform({ seed: 3 }) }],
  ["glorotNormal", { kernelInitializer: initializers.glorotNormal({ seed: 3 }) }],
  ["heUniform", { kernelInitializer: initializers.heUniform({ seed: 3 }) }],
  ["heNormal", { kernelInitializer: initializers.heNormal({ seed: 3 }) }],
  ["leCunUniform", { kernelInitializer: initializers.leCunUniform({ seed: 3 }) }],
  ["leCunNormal", { kernelInitializer: initializers.leCunNormal({ seed: 3 }) }],
  ["orthogonal", { kernelInitializer: initializers.orthogonal({ gain: 2, seed: 3 }) }],
  ["l1", { kernelRegularizer: regularizers.l1({ l1: 0.3 }) }],
  ["l2", { kernelRegularizer: regularizers.l2({ l2: 0.3 }) }],
  ["l1l2", { kernelRegularizer: regularizers.l1l2({ l1: 0.2, l2: 0.3 }) }],
  ["l1l2 of one", { kernelRegularizer: regularizers.l1l2({ l1: 0, l2: 0.3 }) }],
  ["maxNorm", { kernelConstraint: constraints.maxNorm({ maxValue: 0.5, axis: 1 }) }],
  [
    "minMaxNorm",
    { kernelConstraint: constraints.minMaxNorm({ minValue: 0.2, maxValue: 0.4, rate: 0.5, axis: 1 }) },
  ],
  ["nonNeg", { kernelConstraint: constraints.nonNeg() }],
  ["unitNorm", { kernelConstraint: constraints.unitNorm({ axis: 1 }) }],
];

const stepsOf: Record<Kind, number> = { losses: 1, metrics: 0, optimizers: 3, schedules: 4, callbacks: 0 };

export const cases: FileCase[] = [
  ...ofFiles.filter(isCompiled).flatMap(({ kind, name }) =>
    variants(kind, name).map((options) => ({
      title: `${kind}.${name}(${JSON.stringify(options)})`,
      data: sampleOf(kind, name).data ?? "measured",
      steps: stepsOf[kind],
      compile: compileWith(kind, make(kind, name, options)),
    })),
  ),
  ...wholeNumbers.map(([kind, name, options]) => ({
    title: `${kind}.${name}(${JSON.stringify(options)})`,
    data: sampleOf(kind, name).data ?? "measured",
    steps: stepsOf[kind],
    compile: compileWith(kind, make(kind, name, options)),
  })),
  {
    title: "a loss as a metric",
    kinds: ["keras"],
    data: "binary" as const,
    steps: 0,
    compile: {
      loss: "mean_squared_error",
      optimizer: "sgd",
      metrics: [new losses.BinaryCrossentropy({ labelSmoothing: 0.2 })],
    },
  },
  ...layers.map(([name, layer]) => ({
    title: `tf's ${name}`,
    data: "measured" as const,
    steps: 2,
    compile: { loss: "mean_squared_error", optimizer: "sgd" },
    layer,
  })),
];

/** Of Keras: every class by default, and with all options changed. */
