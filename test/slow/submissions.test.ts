/**
 * Every submission of the corpus, graded by the command: what a fair instructor would give. Takes hours; by hand, with a
 * table, and in parts: `node test/grading/submissions/grade.js`.
 */

import { temporaryFolder } from "../cli/temporaryFolder";
import { submissions } from "../grading/submissions";
import { Bench, lineOf } from "../grading/submissions/gradeSubmission";
import { releaseDescribe } from "../release";

releaseDescribe.each(["dishonest", "unusual", "half-done"] as const)("%s submissions", (kind) => {
  const bench = new Bench(temporaryFolder());
  const ofKind = submissions.filter((one) => one.kind === kind);

  test.each(ofKind.map((one) => [one.name, one] as const))(
    "%s",
    async (_name, submission) => {
      const outcomes = await bench.grade(submission);
      expect(outcomes.filter(({ isFair }) => !isFair).map(lineOf)).toEqual([]);
    },
    1_200_000,
  );
});
