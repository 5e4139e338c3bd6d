/** The sentences of all lessons that state a number or a comparison, and the answers to their tasks. */
import { quickstart } from "./00-quickstart";
import { elements } from "./01-elements";
import { preparingData } from "./02-preparing-data";
import { buildingTheModel } from "./03-building-the-model";
import { compiling } from "./04-compiling";
import { fitting } from "./05-fitting";
import { seeingTheTraining } from "./06-seeing-the-training";
import { customTrainingLoop } from "./07-custom-training-loop";
import { callbacks } from "./08-callbacks";
import { whenTrainingGoesWrong } from "./09-when-training-goes-wrong";
import { fasterTraining } from "./10-faster-training";
import type { LessonClaims } from "./claim";

export const claimsOfLessons: LessonClaims[] = [
  quickstart,
  elements,
  preparingData,
  buildingTheModel,
  compiling,
  fitting,
  seeingTheTraining,
  customTrainingLoop,
  callbacks,
  whenTrainingGoesWrong,
  fasterTraining,
];
