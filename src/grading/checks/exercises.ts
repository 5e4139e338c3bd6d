/**
 * The exercises of the course. A new one is a row here, its checks in a file of their own, its words in texts/, and
 * its notebook in solutions/.
 */
import type { DatasetName } from "../../data";
import { TrainbookError } from "../../trainbookError";
import * as second from "./callbackChecks";
import * as classifier from "./classifierChecks";
import * as third from "./customLoopChecks";
import * as first from "./fashionMnistChecks";
import type { Verdict } from "./verdict";
import type { Work } from "./work";

/** One check of an exercise. */
export interface ExerciseCheck {
  id: string;
  points: number;
  /** The values that it looks at: a cell that fails before it has made one of them is why the check has nothing to see. */
  needs: readonly string[];
  /** Nothing can measure it again: the judge too takes it as the notebook's process tells it. */
  isClaimed?: true;
  examine: (work: Work) => Verdict | Promise<Verdict>;
}

/** An exercise; its title and hints are in texts/, by these ids. */
export interface Exercise {
  id: string;
  /** The notebook's file name, in solutions/ and in exercises/. */
  notebook: string;
  /** The dataset whose test images the checks ask about. */
  dataset: DatasetName;
  /** The names of the values that its check cell hands over. */
  values: readonly string[];
  checks: readonly ExerciseCheck[];
}

export const exercises: readonly Exercise[] = [
  {
    id: "exercise-1",
    notebook: "01-fashion-mnist.ipynb",
    dataset: "fashion-mnist",
    values: ["xTrain", "model", "history", "scores"],
    checks: [
      { id: "images", points: 1, needs: ["xTrain"], examine: first.images },
      { id: "convolutions", points: 1, needs: ["model"], examine: classifier.convolutions },
      { id: "outputs", points: 1, needs: ["model"], examine: classifier.outputs },
      { id: "compiled", points: 1, needs: ["model"], isClaimed: true, examine: classifier.compiled },
      { id: "epochs", points: 1, needs: ["history"], examine: first.epochs },
      { id: "learning", points: 1, needs: ["history"], examine: first.learning },
      { id: "validation", points: 1, needs: ["history"], examine: first.validation },
      {
        id: "accuracy",
        points: 2,
        needs: ["model", "history"],
        examine: classifier.accuracyOf("model", "fit"),
      },
      { id: "recorded", points: 1, needs: ["scores"], examine: classifier.recordedOf("model") },
    ],
  },
  {
    id: "exercise-2",
    notebook: "02-callbacks.ipynb",
    dataset: "fashion-mnist",
    values: ["model", "history", "early", "best", "xVal", "yVal", "scores"],
    checks: [
      { id: "convolutions", points: 1, needs: ["model"], examine: classifier.convolutions },
      { id: "outputs", points: 1, needs: ["model"], examine: classifier.outputs },
      { id: "decay", points: 2, needs: ["history"], examine: second.decay },
      { id: "stopping", points: 1, needs: ["early"], examine: second.stopping },
      { id: "stopped", points: 1, needs: ["history"], examine: second.stopped },
      { id: "checkpoint", points: 2, needs: ["best"], examine: second.checkpoint },
      { id: "accuracy", points: 1, needs: ["best"], examine: classifier.accuracyOf("best", "fit") },
      { id: "recorded", points: 1, needs: ["scores"], examine: classifier.recordedOf("best") },
    ],
  },
  {
    id: "exercise-3",
    notebook: "03-custom-training-loop.ipynb",
    dataset: "fashion-mnist",
    values: ["model", "step", "epochLoss", "fitted", "history", "scores", "seconds"],
    checks: [
      { id: "convolutions", points: 1, needs: ["model"], examine: classifier.convolutions },
      { id: "outputs", points: 1, needs: ["model"], examine: classifier.outputs },
      { id: "step", points: 2, needs: ["step"], examine: third.step },
      { id: "graph", points: 1, needs: ["step"], isClaimed: true, examine: third.graph },
      { id: "epochs", points: 1, needs: ["epochLoss"], examine: third.epochs },
      {
        id: "accuracy",
        points: 1,
        needs: ["model", "epochLoss"],
        examine: classifier.accuracyOf("model", "loop"),
      },
      { id: "fitted", points: 1, needs: ["fitted", "history"], examine: third.fitted },
      { id: "scores", points: 2, needs: ["scores"], examine: third.scores },
    ],
  },
];

/**
 * The exercise with this id.
 *
 * @throws TrainbookError listing the known ids
 */
export function exerciseById(id: string): Exercise {
  const found = exercises.find((exercise) => exercise.id === id);
  if (found) return found;
  const known = exercises.map((exercise) => JSON.stringify(exercise.id)).join(", ");
  throw new TrainbookError(
    `check: there is no exercise ${JSON.stringify(id) ?? String(id)}; there is ${known}.`,
  );
}

/** The points of an exercise in all. */
export function maximumOf(exercise: Exercise): number {
  return exercise.checks.reduce((sum, check) => sum + check.points, 0);
}
