/** Exercise 3, honest and not finished, or finished with a mistake. */
import { allBut, halfDone, mistake, type Submission, solutionWith, solved } from "../submission";

export const halfDone3: readonly Submission[] = [
  halfDone({
    name: "three-task-1",
    exercise: 3,
    about: "Only task 1.",
    cells: solved(3, "task-1"),
    earned: ["convolutions", "outputs"],
  }),
  halfDone({
    name: "three-tasks-1-2",
    exercise: 3,
    about: "Tasks 1 and 2: a step that is never taken.",
    cells: solved(3, "task-1", "task-2"),
    earned: ["convolutions", "outputs", "step", "graph"],
  }),
  halfDone({
    name: "three-tasks-1-3",
    exercise: 3,
    about: "The loop, without fit.",
    cells: solved(3, "task-1", "task-2", "task-3"),
    earned: ["convolutions", "outputs", "step", "graph", "epochs", "accuracy"],
  }),
  mistake(
    "three-eager",
    3,
    "The step is not a graph.",
    { "task-2": solutionWith(3, "task-2", "tfFunction((images", "async (images").replace("\n}));", "\n});") },
    allBut(3, "graph"),
  ),
  mistake(
    "three-no-update",
    3,
    "The gradients are not applied.",
    { "task-2": solutionWith(3, "task-2", "  optimizer.applyGradients(gradients);\n", "") },
    allBut(3, "step", "epochs", "accuracy"),
    { upTo: 1 },
  ),
  mistake(
    "three-uphill",
    3,
    "The gradients have the wrong sign.",
    {
      "task-2": solutionWith(
        3,
        "task-2",
        "optimizer.applyGradients(gradients);",
        "optimizer.applyGradients(Object.fromEntries(Object.entries(gradients)\n    .map(([name, gradient]) => [name, (gradient as tf.Tensor).neg()])));",
      ),
    },
    allBut(3, "step", "epochs", "accuracy"),
  ),
  mistake(
    "three-five-epochs",
    3,
    "The loop has five epochs.",
    { "task-3": solutionWith(3, "task-3", "epoch <= 10", "epoch <= 5") },
    allBut(3, "epochs"),
  ),
  mistake(
    "three-last-loss",
    3,
    "The last batch's loss is kept, not the average.",
    {
      "task-3": `
const epochLoss: number[] = [];
for (let epoch = 1; epoch <= 10; epoch++) {
  let last = 0;
  for await (const [images, labels] of dataset) {
    const loss = await step(images, labels);
    last = loss.dataSync()[0];
    loss.dispose();
  }
  epochLoss.push(last);
}`,
    },
    allBut(3, "epochs"),
    { upTo: 1 },
  ),
  mistake(
    "three-other-network",
    3,
    "fit trains another network.",
    {
      "task-4": {
        before: [
          'function smaller() {\n  return tf.sequential({ layers: [\n    tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 10, activation: "softmax" }),\n  ] });\n}',
        ],
        replace: solutionWith(3, "task-4", "fitted = build();", "fitted = smaller();"),
      },
    },
    allBut(3, "fitted"),
  ),
  mistake(
    "three-fitted-is-model",
    3,
    "fit goes on with the model of the loop.",
    { "task-4": solutionWith(3, "task-4", "fitted = build();", "fitted = model;") },
    // Whether the loop alone would have reached the accuracy can't be seen any more.
    allBut(3, "fitted", "accuracy"),
    { upTo: 1 },
  ),
  mistake(
    "three-scores-swapped",
    3,
    "The two accuracies are the wrong way round.",
    {
      "task-5": solutionWith(
        3,
        "task-5",
        "loop: own.accuracy, fit: byFit.accuracy",
        "loop: byFit.accuracy, fit: own.accuracy",
      ),
    },
    allBut(3, "scores"),
  ),
];
