/** Exercise 2, honest and not finished, or finished with a mistake. */
import { allBut, fewPictures, halfDone, mistake, type Submission, solutionWith, solved } from "../submission";

export const halfDone2: readonly Submission[] = [
  halfDone({
    name: "two-task-1",
    exercise: 2,
    about: "Only task 1: built and compiled with a schedule.",
    cells: solved(2, "task-1", "task-1b"),
    earned: ["convolutions", "outputs"],
  }),
  halfDone({
    name: "two-tasks-1-2",
    exercise: 2,
    about: "Tasks 1 and 2: callbacks that were never used.",
    cells: solved(2, "task-1", "task-1b", "task-2"),
    earned: ["convolutions", "outputs"],
    upTo: 1,
  }),
  halfDone({
    name: "two-tasks-1-3",
    exercise: 2,
    about: "All but the last task.",
    cells: solved(2, "task-1", "task-1b", "task-2", "task-3"),
    earned: ["convolutions", "outputs", "decay", "stopping", "stopped"],
    // The file is there, and right; only loading it is left.
    upTo: 2,
  }),
  mistake(
    "two-fixed-rate",
    2,
    "The learning rate never changes.",
    {
      "task-1b":
        'model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });',
    },
    allBut(2, "decay"),
  ),
  mistake(
    "two-watches-training",
    2,
    "EarlyStopping watches the training loss, and training goes through all epochs.",
    { "task-2": solutionWith(2, "task-2", '"val_loss"', '"loss"') },
    allBut(2, "stopping"),
  ),
  mistake(
    "two-no-patience",
    2,
    "EarlyStopping has no patience.",
    { "task-2": solutionWith(2, "task-2", ", patience: 3", "") },
    allBut(2, "stopping", "accuracy"),
    { upTo: 1 },
  ),
  mistake(
    "two-not-attached",
    2,
    "EarlyStopping is made, but not passed to fit.",
    { "task-3": solutionWith(2, "task-3", "[early, checkpoint]", "[checkpoint]") },
    allBut(2, "stopping", "stopped"),
    { upTo: 1 },
  ),
  mistake(
    "two-saves-every-epoch",
    2,
    "The file is written after each epoch: it holds the last, not the best.",
    {
      "task-2": solutionWith(2, "task-2", "{ saveBestOnly: true }", "{ saveBestOnly: false }"),
      "task-3": solutionWith(2, "task-3", "xTrain, yTrain", fewPictures),
    },
    allBut(2, "checkpoint", "accuracy"),
    // Half for a file of another epoch, and half or all for an accuracy that few pictures give.
    { upTo: 2 },
  ),
  mistake(
    "two-best-is-model",
    2,
    "best is the model in memory.",
    { "task-4": solutionWith(2, "task-4", 'best = await loadModel("best_model.keras");', "best = model;") },
    allBut(2, "checkpoint"),
  ),
  mistake(
    "two-scores-of-last",
    2,
    "The scores are those of the last epoch's model.",
    {
      "task-3": solutionWith(2, "task-3", "xTrain, yTrain", fewPictures),
      "task-4": solutionWith(2, "task-4", "evaluate(best,", "evaluate(model,"),
    },
    allBut(2, "recorded", "accuracy"),
    { upTo: 1 },
  ),
  mistake(
    "two-forgotten-await",
    2,
    "loadModel is not awaited.",
    {
      "task-4":
        'const best = loadModel("best_model.keras");\nconst scores = await evaluate(best as any, prepare(xTest), yTest);',
    },
    ["convolutions", "outputs", "decay", "stopping", "stopped"],
    { upTo: 2 },
  ),
  mistake(
    "two-five-epochs",
    2,
    "Five epochs are allowed, which is too few for it to stop.",
    { "task-3": solutionWith(2, "task-3", "epochs: 20", "epochs: 5") },
    allBut(2, "stopped", "accuracy"),
    { upTo: 1 },
  ),
];
