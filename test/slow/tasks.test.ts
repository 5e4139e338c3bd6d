/** The tasks of "Change this and rerun": each answer is what a run with the change shows. */
import { claimsOfLessons } from "../course/claims";
import { execute } from "../course/claims/executedLesson";
import { releaseDescribe } from "../release";

releaseDescribe.each(claimsOfLessons)("$lesson", ({ lesson, tasks }) => {
  const runs = tasks.flatMap(({ says, runs }, task) =>
    runs.map(([change, holds], run) => ({
      name: `task ${task + 1}, run ${run + 1}: ${says}`,
      change,
      holds,
    })),
  );

  test.each(runs)(
    "$name",
    async ({ change, holds }) => {
      holds(await execute(lesson, change));
    },
    600_000,
  );
});
