/** Exercise 1, honest and not finished, or finished with a mistake. */
import { allBut, halfDone, mistake, type Submission, solutionOf, solutionWith, solved } from "../submission";

const built = ["images", "convolutions", "outputs", "compiled"];

export const halfDone1: readonly Submission[] = [
  halfDone({
    name: "one-task-1",
    exercise: 1,
    about: "Only task 1.",
    cells: solved(1, "task-1"),
    earned: ["images"],
  }),
  halfDone({
    name: "one-tasks-1-2",
    exercise: 1,
    about: "Tasks 1 and 2: a model that is not compiled.",
    cells: solved(1, "task-1", "task-2"),
    earned: ["images", "convolutions", "outputs"],
  }),
  halfDone({
    name: "one-unbuilt",
    exercise: 1,
    about: "Tasks 1 and 2 without the summary, which is what builds a Sequential.",
    cells: {
      ...solved(1, "task-1"),
      "task-2": solutionOf(1, "task-2").replace("model.summary();\n", ""),
    },
    earned: ["images", "convolutions", "outputs"],
  }),
  halfDone({
    name: "one-no-input-shape",
    exercise: 1,
    about: "The input shape is left out of the first layer, which is an error.",
    cells: {
      ...solved(1, "task-1"),
      "task-2": solutionWith(1, "task-2", "inputShape: [28, 28, 1],\n  ", ""),
    },
    earned: ["images"],
  }),
  halfDone({
    name: "one-tasks-1-3",
    exercise: 1,
    about: "Tasks 1 to 3: compiled, not trained.",
    cells: solved(1, "task-1", "task-2", "task-3"),
    earned: built,
  }),
  halfDone({
    name: "one-tasks-1-4",
    exercise: 1,
    about: "All but the last task.",
    cells: solved(1, "task-1", "task-2", "task-3", "task-4"),
    earned: allBut(1, "recorded"),
  }),
  halfDone({
    name: "one-all-but-task-1",
    exercise: 1,
    about: "Task 1 is left out; the training takes the raw pictures as they are.",
    cells: solved(1, "task-2", "task-3", "task-4", "task-5"),
    earned: ["convolutions", "outputs", "compiled", "epochs", "learning", "validation"],
    // Its scores are measured, and its accuracy on pictures prepared as asked may suffice.
    upTo: 3,
  }),
  mistake(
    "one-missing-bracket",
    1,
    "A bracket is missing in task 2.",
    {
      "task-2": solutionWith(
        1,
        "task-2",
        'dense({ units: 64, activation: "relu" })',
        'dense({ units: 64, activation: "relu" ',
      ),
    },
    ["images"],
  ),
  mistake(
    "one-bracket-in-task-5",
    1,
    "A bracket is missing in task 5.",
    {
      "task-5":
        "let scores: Record<string, number>;\nscores = await evaluate(model, prepare(xTest, yTest);\nscores",
    },
    allBut(1, "recorded"),
  ),
  mistake(
    "one-type-error",
    1,
    "Task 4 passes a text for the epochs.",
    { "task-4": solutionWith(1, "task-4", "epochs: 10", 'epochs: "10"') },
    built,
    // The last task still measures the untrained model.
    { upTo: 1 },
  ),
  mistake(
    "one-untrained",
    1,
    "Task 4 is left out; the untrained model is measured honestly.",
    { "task-4": "let history: History;\n// later" },
    [...built, "recorded"],
  ),
  mistake(
    "one-three-epochs",
    1,
    "Three epochs instead of ten.",
    { "task-4": solutionWith(1, "task-4", "epochs: 10", "epochs: 3") },
    allBut(1, "epochs", "accuracy"),
    { upTo: 2 },
  ),
  mistake(
    "one-single-convolution",
    1,
    "One convolution.",
    {
      "task-2": solutionWith(
        1,
        "task-2",
        'model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu" }));\n',
        "",
      ),
    },
    allBut(1, "convolutions"),
  ),
  mistake(
    "one-unscaled",
    1,
    "The pictures go from 0 to 255, in training and in the test.",
    { "task-1": solutionWith(1, "task-1", ".div(255)", ".toFloat()") },
    allBut(1, "images", "accuracy", "recorded", "learning"),
    { upTo: 4 },
  ),
  mistake(
    "one-no-validation",
    1,
    "No validation data.",
    { "task-4": solutionWith(1, "task-4", "  validationData: [xVal, yVal],\n", "") },
    allBut(1, "validation"),
  ),
  mistake(
    "one-no-metric",
    1,
    "The accuracy is not among the metrics.",
    { "task-3": solutionWith(1, "task-3", '  metrics: ["accuracy"],\n', "") },
    allBut(1, "epochs", "validation", "recorded"),
    // The losses of all ten epochs are there.
    { upTo: 2 },
  ),
  mistake(
    "one-scores-outdated",
    1,
    "The model was trained on after it had been measured.",
    { "task-5": { after: ["await fit(model, xTrain, yTrain, { epochs: 2, verbose: 0 });"] } },
    allBut(1, "recorded"),
  ),
  mistake(
    "one-scores-of-validation",
    1,
    "The scores are those of the validation pictures.",
    { "task-5": solutionWith(1, "task-5", "prepare(xTest), yTest", "xVal, yVal") },
    allBut(1, "recorded"),
  ),
  mistake(
    "one-scores-of-another",
    1,
    "The scores are those of another, untrained model.",
    {
      "task-5": {
        before: [
          solutionOf(1, "task-2").replaceAll("model", "other"),
          solutionOf(1, "task-3").replaceAll("model", "other"),
        ],
        replace: solutionWith(1, "task-5", "evaluate(model,", "evaluate(other,"),
      },
    },
    allBut(1, "recorded"),
  ),
  mistake(
    "one-scores-as-list",
    1,
    "The scores are a list.",
    {
      "task-5":
        "const measured = await evaluate(model, prepare(xTest), yTest);\nconst scores = [measured.loss, measured.accuracy];",
    },
    allBut(1, "recorded"),
    { upTo: 1 },
  ),
  mistake(
    "one-loss-rises",
    1,
    "The learning rate grows from epoch to epoch, and training falls apart.",
    {
      imports: solutionWith(1, "imports", "datasets, evaluate", "callbacks, datasets, evaluate"),
      "task-4": solutionWith(
        1,
        "task-4",
        "batchSize: 64,",
        "batchSize: 64,\n  callbacks: new callbacks.LearningRateScheduler((epoch) => 0.0005 * 2.5 ** epoch),",
      ),
    },
    allBut(1, "learning", "accuracy"),
  ),
  mistake(
    "one-no-softmax",
    1,
    "The last layer has no softmax.",
    { "task-2": solutionWith(1, "task-2", ', activation: "softmax"', "") },
    ["images", "convolutions", "compiled", "epochs", "validation"],
    { upTo: 4 },
  ),
  mistake(
    "one-history-lost",
    1,
    "What fit returns is not kept.",
    {
      "task-4":
        "await fit(model, xTrain, yTrain, { epochs: 10, batchSize: 64, validationData: [xVal, yVal] });",
    },
    [...built, "accuracy", "recorded"],
  ),
  mistake(
    "one-history-misspelt",
    1,
    "What fit returns is kept under a misspelt name.",
    {
      "task-4": solutionOf(1, "task-4")
        .replaceAll("history:", "histroy:")
        .replaceAll("history =", "histroy =")
        .replace("(history)", "(histroy)"),
    },
    [...built, "accuracy", "recorded"],
    { upTo: 3 },
  ),
  mistake(
    "one-history-history",
    1,
    "The inner history is kept.",
    {
      "task-4":
        "const { history } = await fit(model, xTrain, yTrain, { epochs: 10, batchSize: 64, validationData: [xVal, yVal] });",
    },
    [...built, "accuracy", "recorded"],
    { upTo: 3 },
  ),
  mistake(
    "one-forgotten-await",
    1,
    "fit is not awaited: the model is measured while it is being trained.",
    {
      "task-4":
        "const history = fit(model, xTrain, yTrain, {\n  epochs: 10, batchSize: 64, validationData: [xVal, yVal], verbose: 0,\n});",
    },
    built,
    // Depends on how much of the training is over by the end.
    { upTo: 5 },
  ),
  mistake(
    "one-order",
    1,
    "The cell that compiles stands above the one that builds.",
    {},
    ["images", "convolutions", "outputs"],
    {
      notebook: ({ cells }) => {
        const [task] = cells.splice(
          cells.findIndex(({ id }) => id === "task-3"),
          1,
        );
        if (task)
          cells.splice(
            cells.findIndex(({ id }) => id === "task-2"),
            0,
            task,
          );
      },
    },
  ),
];
