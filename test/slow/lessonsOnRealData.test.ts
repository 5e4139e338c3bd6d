/** The lessons on all 70,000 digits of MNIST, as learners with a network have them. */
import { existsSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../src/engine";
import { claimsOfLessons } from "../course/claims";
import { type ExecutedLesson, execute } from "../course/claims/executedLesson";
import { isRelease } from "../release";

const data = path.resolve(packageRoot, "..", "shared", "data");
const describeOnRealData = isRelease && existsSync(path.join(data, "mnist")) ? describe : describe.skip;

describeOnRealData.each(claimsOfLessons)("$lesson", ({ lesson, claims }) => {
  let executed: ExecutedLesson;
  beforeAll(async () => {
    executed = await execute(lesson, {}, { TRAINBOOK_DATA: data });
  }, 900_000);

  test.each(claims.filter(({ isOffline }) => !isOffline))("is right in saying: $says", ({ holds }) => {
    holds(executed);
  });
});
