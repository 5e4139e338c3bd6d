/**
 * The contract of options, over every class and every option: a misspelling is refused with what was meant, the default
 * is Keras's, the interface documents it, and what stands in model files comes back from there, here and in Keras.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable } from "../../../src/engine";
import { kerasName, type OptionTable, UnknownNameError } from "../../../src/options";
import {
  callbacks,
  evaluate,
  fit,
  type Loss,
  loadModel,
  losses,
  type Metric,
  metrics,
  optimizers,
  type Schedule,
  saveModel,
  schedules,
} from "../../../src/training";
import { compilationOf } from "../../../src/training/compile";
import type { KerasOptimizer } from "../../../src/training/optimizers";
import { type Data, type Kind, type Sample, samples } from "./samples";

type Options = Record<string, unknown>;
interface OptionsClass {
  readonly options: OptionTable;
  new (...args: never[]): object;
}

const { LossScale, ...plainOptimizers } = optimizers;
const { MeanMetricWrapper, ...plainMetrics } = metrics;
const { LambdaCallback, ProgbarLogger, ...callbacksWithOptions } = callbacks;
const rooms = {
  losses,
  metrics: plainMetrics,
  optimizers: plainOptimizers,
  schedules,
  callbacks: callbacksWithOptions,
} as unknown as Record<Kind, Record<string, OptionsClass>>;

/** What stands before the options of a callback. */
const leading: Record<string, unknown[]> = {
  BackupAndRestore: ["backup"],
  CSVLogger: ["log.csv"],
  LearningRateScheduler: [() => 0.1],
  ModelCheckpoint: ["model.keras"],
  TensorBoard: ["logs"],
};

const classes = (Object.keys(rooms) as Kind[]).flatMap((kind) =>
  Object.entries(rooms[kind]).map(([name, made]) => ({ kind, name, made, table: made.options })),
);
const everyOption = classes.flatMap((of) =>
  Object.keys(of.table).map((option) => ({ ...of, of: `${of.kind}.${of.name}`, option })),
);

const sampleOf = (kind: Kind, name: string): Sample => samples[kind][name] ?? { options: {} };

function make(kind: Kind, name: string, options: Options): object {
  const required = sampleOf(kind, name).required ?? {};
  const args = [...(leading[name] ?? []), { ...required, ...options }];
  return Reflect.construct(rooms[kind][name] as OptionsClass, args);
}

/** A model of one layer, whose outputs suit the targets. */
const activations = { measured: "linear", binary: "sigmoid", oneHot: "softmax", sparse: "softmax" } as const;

const x = [
  [0.1, 0.9, 0.3, 0.5],
  [0.7, 0.2, 0.8, 0.1],
  [0.4, 0.6, 0.2, 0.9],
  [0.9, 0.3, 0.5, 0.2],
  [0.2, 0.1, 0.7, 0.6],
];
const y: Record<Data, number[] | number[][]> = {
  measured: [
    [0.5, 1.2, 0.7],
    [0.9, 0.3, 1.1],
    [1.4, 0.6, 0.2],
    [0.3, 0.8, 0.4],
    [0.6, 0.1, 1.5],
  ],
  binary: [
    [1, 0, 1],
    [0, 1, 0],
    [1, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
  ],
  oneHot: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [0, 1, 0],
    [1, 0, 0],
  ],
  sparse: [[0], [1], [2], [1], [0]],
};
const kernel = [
  [0.5, -0.3, 0.8],
  [-0.6, 0.4, 0.2],
  [0.3, 0.7, -0.5],
  [0.1, -0.2, 0.6],
];

interface FileCase {
  title: string;
  data: Data;
  steps: number;
  compile: Record<string, unknown>;
  layer?: object;
  /** Files that hold it. Defaults to both. */
  kinds?: readonly string[];
}

/** All options of a class at once, and those apart that exclude another. */
function variants(kind: Kind, name: string): Options[] {
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

const ofFiles = classes.filter(({ kind }) => kind !== "callbacks");

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

const cases: FileCase[] = [
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
const toWrite = ofFiles.flatMap(({ kind, name, table }) =>
  [{}, ...variants(kind, name)].map((options) => ({
    kind,
    class: name,
    options: Object.fromEntries(
      Object.entries(options).map(([option, value]) => [kerasName(option, table), value]),
    ),
  })),
);

const folder = mkdtempSync(path.join(tmpdir(), "options-"));
afterAll(() => rmSync(folder, { recursive: true }));
const kinds = ["keras", "h5"] as const;
const fileOf = (index: number, kind: string) => path.join(folder, `of-trainbook-${index}.${kind}`);

interface Measured {
  results: Record<string, number[]>;
  weights: number[][];
  layer: Record<string, Options | null>;
}

type Answer<Good> = Good & { error?: string };

let ofKeras: {
  defaults: Record<Kind, Record<string, Options>>;
  measured: Answer<Measured>[][];
  written: Answer<{ files: string[]; config: Options }>[];
};

function modelOf({ title, data, layer, compile }: FileCase): tf.LayersModel {
  const isOfLogits = title.includes("fromLogits");
  const model = tf.sequential({
    layers: [
      tf.layers.dense({
        units: 3,
        inputShape: [4],
        activation: isOfLogits ? "linear" : activations[data],
        ...layer,
      }),
    ],
  });
  model.setWeights([tf.tensor2d(kernel), tf.tensor1d([0.1, 0.2, -0.1])]);
  model.compile(compile as never);
  return model;
}

const tensors = (data: Data) => [tf.tensor2d(x), tf.tensor2d(y[data] as number[][])] as const;

/** By the order of their names, which differs. */
const numbersOf = (results: Record<string, number | number[]>): number[] =>
  Object.keys(results)
    .sort()
    .flatMap((name) => results[name] as number | number[]);

/** What `evaluate` gives, and the weights after some steps. */
async function measuredHere(model: tf.LayersModel, { data, steps }: FileCase) {
  const [inputs, targets] = tensors(data);
  const results = await evaluate(model, inputs, targets, { verbose: 0, batchSize: x.length });
  if (steps > 0)
    await fit(model, inputs, targets, { epochs: steps, batchSize: x.length, shuffle: false, verbose: 0 });
  const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  tf.dispose([inputs, targets]);
  return { results: numbersOf(results), weights };
}

/** The configurations of all that a model was compiled with. */
function configsOf(model: tf.LayersModel): unknown {
  const { options } = compilationOf(model, "the test");
  const { optimizer } = model as unknown as { optimizer: KerasOptimizer };
  const config = (given: unknown) =>
    typeof given === "string" ? given : (given as Loss | Metric).getConfig();
  return {
    loss: config(options.loss),
    metrics: ((options.metrics ?? []) as unknown[]).map(config),
    optimizer: optimizer.getConfig(),
    schedule: optimizer.schedule?.getConfig(),
    layer: model.layers.at(-1)?.getConfig(),
  };
}

const warnings: string[] = [];
const outcomes: { before: unknown; results: number[]; weights: number[][] }[] = [];

beforeAll(async () => {
  jest.spyOn(console, "warn").mockImplementation((text: string) => warnings.push(text));
  for (const [index, one] of cases.entries()) {
    const model = modelOf(one);
    for (const kind of one.kinds ?? kinds) await saveModel(model, fileOf(index, kind));
    const before = configsOf(model);
    outcomes.push({ before, ...(await measuredHere(model, one)) });
    model.dispose();
  }
  const question = {
    folder,
    classes: Object.fromEntries(Object.entries(rooms).map(([kind, room]) => [kind, Object.keys(room)])),
    cases: cases.map(({ data, steps, kinds: held = kinds }, index) => ({
      x,
      y: y[data],
      steps,
      files: held.map((kind) => fileOf(index, kind)),
    })),
    written: toWrite,
  };
  const answer = execFileSync(environmentExecutable("python"), [path.join(__dirname, "keras_options.py")], {
    input: JSON.stringify(question),
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" },
    maxBuffer: 2 ** 27,
    stdio: ["pipe", "pipe", "pipe"],
  });
  ofKeras = JSON.parse(answer.toString());
}, 900_000);

/** With a slip: a letter too much. */
const misspelt = (option: string) => `${option}x`;

describe(`${classes.length} classes with ${everyOption.length} options`, () => {
  it("have a sample for each option that files hold", () => {
    const without = everyOption.filter(
      ({ kind, name, option }) => kind !== "callbacks" && !(option in sampleOf(kind, name).options),
    );
    expect(without.map(({ of, option }) => `${of} ${option}`)).toEqual([]);
  });

  it.each(everyOption)("$of refuses a misspelt $option, and Keras's spelling, with what was meant", (one) => {
    const { kind, name, option, table } = one;
    const spellings = [misspelt(option), kerasName(option, table)].filter((spelling) => spelling !== option);
    for (const spelling of spellings) {
      const wrong = () => make(kind, name, { [spelling]: sampleOf(kind, name).options[option] });
      expect(wrong).toThrow(UnknownNameError);
      expect(wrong).toThrow(new RegExp(`"${spelling}".*\n.*did you mean.*"${option}"`));
    }
  });

  it.each(everyOption)("$of has Keras's default of $option", ({ kind, name, option, table }) => {
    const defaults = ofKeras.defaults[kind][name] as Options;
    const keras = kerasName(option, table);
    const row = table[option];
    if (row?.isRequired) expect(defaults).not.toHaveProperty(keras);
    else if (option === "name") expect([null, (make(kind, name, {}) as Loss).name]).toContain(defaults.name);
    else expect(row?.default ?? null).toEqual(defaults[keras]);
  });
});

describe.each(cases.map((one, index) => ({ ...one, index })))("$title in a file", ({ index, ...one }) => {
  it.each(one.kinds ?? kinds)("is the same after loadModel from .%s", async (kind) => {
    const model = await loadModel(fileOf(index, kind));
    const { before, results } = outcomes[index] as (typeof outcomes)[number];
    const after = configsOf(model) as { layer: unknown };
    expect(after).toEqual({ ...(before as object), layer: expect.anything() });
    expect(withoutNulls(after.layer)).toEqual(withoutNulls((before as typeof after).layer));
    const here = await measuredHere(model, { ...one, steps: 0 });
    expect(here.results).toEqual(results);
    model.dispose();
  });

  it.each(one.kinds ?? kinds)("does the same in Keras, from .%s", (kind) => {
    const answer = (ofKeras.measured[index] as Answer<Measured>[])[
      (one.kinds ?? kinds).indexOf(kind as never)
    ] as Answer<Measured>;
    const { results, weights, before } = outcomes[index] as (typeof outcomes)[number];
    expect(answer.error).toBeUndefined();
    expectNear(numbersOf(answer.results), results);
    expectNear(answer.weights.flat(), weights.flat());
    const layer = (before as { layer: Record<string, { config: Options } | null> }).layer;
    for (const [keras, config] of Object.entries(answer.layer)) {
      const here =
        layer[keras.replace("kernel_", "kernel").replace(/kernel(\w)/, (_, l) => `kernel${l.toUpperCase()}`)];
      expect(config).toEqual(here ? expect.objectContaining(inKerasWords(here.config)) : null);
    }
  });
});

/** tfjs writes a seed that is missing as null, or not at all. */
function withoutNulls(layer: unknown): unknown {
  return JSON.parse(JSON.stringify(layer), (_, value) => value ?? undefined);
}

const words: Record<string, string> = {
  fanIn: "fan_in",
  fanOut: "fan_out",
  fanAvg: "fan_avg",
  normal: "truncated_normal",
};

const inKerasWords = (config: Options): Options =>
  Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      words[String(value)] ?? value ?? null,
    ]),
  );

function expectNear(found: number[], expected: number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [index, value] of found.entries()) {
    expect(Math.abs(value - (expected[index] as number))).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
  }
}

it("no model was saved or loaded without its training", () => {
  expect(warnings).toEqual([]);
});

describe.each(toWrite.map((one, index) => ({ ...one, index })))(
  "Keras's $class of $kind with $options",
  ({ kind, index, ...one }) => {
    it("is read with all of its options", async () => {
      const { files, config, error } = ofKeras.written[index] as (typeof ofKeras.written)[number];
      expect(error).toBeUndefined();
      for (const file of files) {
        const before = warnings.length;
        const model = await loadModel(file);
        expect(warnings.slice(before)).toEqual([]);
        const found = configsOf(model) as Record<string, unknown>;
        const ofKind = {
          losses: found.loss,
          metrics: (found.metrics as Options[])[0],
          optimizers: found.optimizer,
          schedules: found.schedule,
        };
        const ours = ofKind[kind as keyof typeof ofKind] as unknown as Options;
        const { options: table } = rooms[kind][one.class] as OptionsClass;
        for (const option of Object.keys(table)) {
          const name = kerasName(option, table);
          // Keras's `get_config` gives as many thresholds as there are, or rounds to float32.
          if (one.class === "AUC" && name === "num_thresholds" && "thresholds" in one.options) continue;
          // Keras forgets some options in its own files: the delta of Huber, the axis of CosineSimilarity.
          if (!(name in config)) continue;
          if (name === "learning_rate" && kind === "optimizers")
            expect(ours[name]).toBeCloseTo(config[name] as number, 6);
          else expect(ours).toHaveProperty(name, one.options[name] ?? config[name] ?? null);
        }
        model.dispose();
      }
    });
  },
);
