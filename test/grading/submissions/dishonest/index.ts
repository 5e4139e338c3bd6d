/** Dishonest submissions, by kind. */
import type { Submission } from "../submission";
import { checkCells } from "./checkCells";
import { descriptors } from "./descriptors";
import { environment } from "./environment";
import { evidenceAttacks } from "./evidence";
import { histories } from "./histories";
import { intrinsics } from "./intrinsics";
import { packageFiles } from "./packageFiles";
import { processes } from "./processes";
import { solutionFiles } from "./solutionFiles";
import { steps } from "./steps";
import { tampering } from "./tampering";
import { tensorFlowPatches } from "./tensorFlow";
import { topology } from "./topology";
import { trainingThatStops } from "./trainingThatStops";
import { values } from "./values";
import { weights } from "./weights";

export const dishonestOnes: readonly Submission[] = [
  ...tampering,
  ...intrinsics,
  ...tensorFlowPatches,
  ...values,
  ...descriptors,
  ...checkCells,
  ...processes,
  ...packageFiles,
  ...solutionFiles,
  ...environment,
  ...evidenceAttacks,
  ...histories,
  ...weights,
  ...topology,
  ...trainingThatStops,
  ...steps,
];
