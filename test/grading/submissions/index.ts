/** All submissions. */
import { dishonestOnes } from "./dishonest";
import { broken } from "./halfDone/broken";
import { unfinished } from "./halfDone/tasks";
import type { Submission } from "./submission";
import { unusual1 } from "./unusual/exercise1";
import { unusual2 } from "./unusual/exercise2";
import { unusual3 } from "./unusual/exercise3";
import { ownLayers } from "./unusual/ownLayers";

export const submissions: readonly Submission[] = [
  ...unusual1,
  ...unusual2,
  ...unusual3,
  ...ownLayers,
  ...unfinished,
  ...broken,
  ...dishonestOnes,
];

/** The names of the hardest dishonest ones, for a run that cannot take them all: of each kind one or two. */
export const hardest: readonly string[] = [
  "patched-exercises",
  "replaced-check",
  "intrinsic-json-stringify",
  "intrinsic-promise-then",
  "tf-predict",
  "events-of-the-runner",
  "descriptor-hook",
  "leaves-double-fork",
  "writes-exercises-table",
  "writes-handed-out-exercise",
  "solution-read-1",
  "environment-data",
  "history-padded",
  "topology-times-zero",
  "stops-file-at-the-end",
  "step-hidden-fit",
];
