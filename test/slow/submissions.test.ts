/**
 * Submissions of the corpus, graded by the command: what a fair instructor would give. The hardest for every change; all of
 * them for a release, which takes an hour or two: by hand, with a table, and in parts, `node test/grading/submissions/grade.js`.
 */
import { temporaryFolder } from "../cli/temporaryFolder";
import { hardest, type Submission, submissions } from "../grading/submissions";
import { Bench, lineOf } from "../grading/submissions/gradeSubmission";
import { releaseDescribe } from "../release";

function areGradedFairly(chosen: readonly Submission[]): void {
  const bench = new Bench(temporaryFolder());
  test.each(chosen.map((one) => [one.name, one] as const))(
    "%s",
    async (_name, submission) => {
      const outcomes = await bench.grade(submission);
      expect(outcomes.filter(({ isFair }) => !isFair).map(lineOf)).toEqual([]);
    },
    1_200_000,
  );
}

const isHard = ({ name }: Submission) => hardest.includes(name);

describe("the hardest dishonest submissions", () => areGradedFairly(submissions.filter(isHard)));

releaseDescribe.each(["dishonest", "unusual", "half-done"] as const)("%s submissions", (kind) =>
  areGradedFairly(submissions.filter((one) => one.kind === kind && !isHard(one))),
);
