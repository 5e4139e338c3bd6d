/** All submissions. */
import { broken } from "./halfDone/broken";
import { unfinished } from "./halfDone/tasks";
import type { Submission } from "./submission";
import { unusual1 } from "./unusual/exercise1";
import { unusual2 } from "./unusual/exercise2";
import { unusual3 } from "./unusual/exercise3";

export const submissions: readonly Submission[] = [
  ...unusual1,
  ...unusual2,
  ...unusual3,
  ...unfinished,
  ...broken,
];
