/** All submissions. */
import { dishonestOnes } from "./dishonest";
import { broken } from "./halfDone/broken";
import { unfinished } from "./halfDone/tasks";
import type { Submission } from "./submission";
import { unusual1 } from "./unusual/exercise1";
import { unusual2 } from "./unusual/exercise2";
import { unusual3 } from "./unusual/exercise3";
import { ownLayers } from "./unusual/ownLayers";

export type { Submission };

export const submissions: readonly Submission[] = [
  ...unusual1,
  ...unusual2,
  ...unusual3,
  ...ownLayers,
  ...unfinished,
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
