/** Pieces of which unusual submissions of exercise 1 are made. */
import { type Submission, solutionWith, unusual } from "../submission";

/** A right submission of exercise 1. */
export const rightOne = (
  name: string,
  about: string,
  cells: Submission["cells"],
  more: Partial<Submission> = {},
) => unusual({ name: `one-${name}`, exercise: 1, about, cells, ...more });

/** Task 2 with these layers between the first line and the summary. */
export const layers = (...lines: string[]) =>
  [
    "const model = tf.sequential();",
    ...lines.map((line) => `model.add(tf.layers.${line});`),
    "model.summary();",
  ].join("\n");
export const firstConvolution =
  'conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: "relu" })';
export const secondConvolution = 'conv2d({ filters: 32, kernelSize: 3, activation: "relu" })';
export const pooling = "maxPooling2d({ poolSize: 2 })";
export const ten = 'dense({ units: 10, activation: "softmax" })';

/** Task 4 with other options of fit. */
export const fitWith = (part: string, by: string) => solutionWith(1, "task-4", part, by);
