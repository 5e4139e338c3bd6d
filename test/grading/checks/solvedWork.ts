/** A solved exercise 1 without any training: weights set by hand, on test images that they fit. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { NotebookWork } from "../../../src/grading/advice/notebookWork";
import { examineWork } from "../../../src/grading/checks/examineWork";
import { exercises } from "../../../src/grading/checks/exercises";
import type { TestImages } from "../../../src/grading/checks/work";
import { scoreOf } from "../../../src/grading/scores/score";

const side = 28;
const classes = 10;

/** Twenty images; pixel k of an image of class k is lit, all others are dark. */
export const testImages: TestImages = {
  images: Uint8Array.from({ length: 20 * side * side }, (_, index) => {
    const image = Math.floor(index / (side * side));
    return index % (side * side) === image % classes ? 255 : 0;
  }),
  labels: Uint8Array.from({ length: 20 }, (_, index) => index % classes),
  count: 20,
  rows: side,
  columns: side,
  source: {
    kind: "offline",
    isReal: false,
    isVerified: false,
    location: "this test",
    message: "20 images made by a test",
  },
};

/** Options of `solvedModel`; what they change is wrong. */
export interface ModelDefects {
  convolutions?: number;
  channels?: number;
  units?: number;
  activation?: "softmax" | "linear";
  /** Set to false, the last layer's weights are all 0. */
  trained?: boolean;
  compile?: boolean;
}

/** A network that tells the lit pixels apart with certainty. */
export function solvedModel({
  convolutions = 2,
  channels = 1,
  units = classes,
  activation = "softmax",
  trained = true,
  compile = true,
}: ModelDefects = {}): tf.Sequential {
  const model = tf.sequential();
  const pass = { filters: 1, kernelSize: 1, kernelInitializer: "ones" as const };
  model.add(tf.layers.inputLayer({ inputShape: [side, side, channels] }));
  for (let layer = 0; layer < convolutions; layer++) model.add(tf.layers.conv2d(pass));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units, activation, kernelInitializer: "zeros" }));
  const kernel = tf.buffer([model.layers.at(-1)?.inputSpec?.[0]?.axes?.[-1] ?? 0, units]);
  for (let k = 0; trained && k < Math.min(units, classes); k++) kernel.set(20, k, k);
  model.layers.at(-1)?.setWeights([kernel.toTensor(), tf.zeros([units])]);
  if (compile) model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
  return model;
}

/** A history of ten epochs in which the loss falls, with some logs replaced. */
export function solvedHistory(replaced: Record<string, number[] | undefined> = {}): {
  epoch: number[];
  history: Record<string, number[]>;
} {
  const epoch = Array.from({ length: 10 }, (_, index) => index);
  const falling = epoch.map((index) => 1 / (index + 1));
  const logs = { loss: falling, accuracy: falling, val_loss: falling, val_accuracy: falling, ...replaced };
  const kept = Object.entries(logs).flatMap(([name, values]) => (values ? [[name, values] as const] : []));
  return { epoch, history: Object.fromEntries(kept) };
}

/** All that the check cell of exercise 1 hands over, solved. */
export function solvedValues(): Record<string, unknown> {
  return {
    xTrain: tf.randomUniform([5, side, side, 1]),
    model: solvedModel(),
    history: solvedHistory(),
    scores: { accuracy: 1, loss: 0 },
  };
}

/** The scored checks of an exercise on these values, by id. */
export async function scoreExercise(id: string, values: Record<string, unknown>) {
  const exercise = exercises.find((one) => one.id === id);
  if (!exercise) throw new Error(`there is no ${id}`);
  const work = new NotebookWork(values, exercise.values, async () => testImages);
  const result = await examineWork(exercise, work);
  const score = scoreOf(exercise, result);
  return { ...score, byId: Object.fromEntries(score.checks.map((check) => [check.id, check])) };
}

/** The scored checks of exercise 1 on these values, by id. */
export const scoreFirst = (values: Record<string, unknown>) => scoreExercise("exercise-1", values);
