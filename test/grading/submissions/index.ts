/** All submissions. */
import { dishonestOnes } from "./dishonest";
import { broken } from "./halfDone/broken";
import { halfDone1 } from "./halfDone/exercise1";
import { halfDone2 } from "./halfDone/exercise2";
import { halfDone3 } from "./halfDone/exercise3";
import { untouched } from "./halfDone/untouched";
import type { Submission } from "./submission";
import { unusual2 } from "./unusual/exercise2";
import { unusual3 } from "./unusual/exercise3";
import { networks1 } from "./unusual/networks1";
import { ownLayers } from "./unusual/ownLayers";
import { trainings1 } from "./unusual/trainings1";
import { ways1 } from "./unusual/ways1";

export type { Submission };

export const submissions: readonly Submission[] = [
  ...networks1,
  ...trainings1,
  ...ways1,
  ...unusual2,
  ...unusual3,
  ...ownLayers,
  ...untouched,
  ...halfDone1,
  ...halfDone2,
  ...halfDone3,
  ...broken,
  ...dishonestOnes,
];

/** The names of the hardest dishonest ones, which are graded for every change: of each kind one or two. */
export const hardest: readonly string[] = [
  "patched-exercises",
  "replaced-check",
  "intrinsic-json-stringify",
  "intrinsic-promise-then",
  "tf-predict",
  "events-of-the-runner",
  "descriptor-hook",
  "leaves-double-fork",
  "writes-handed-out-exercise",
  "solution-read-1",
  "environment-data",
  "evidence-of-no-training",
  "evidence-step-replaced",
  "history-lying-loss",
  "topology-times-zero",
  "step-hidden-fit",
];
