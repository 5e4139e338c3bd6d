/** A result becomes points and words; results that anything may have written are read with care. */
import { parseCheckResult } from "../../../src/grading/checks/checkResult";
import { exerciseById } from "../../../src/grading/checks/exercises";
import { type CheckStatus, checkStatuses } from "../../../src/grading/checks/verdict";
import { scoreOf } from "../../../src/grading/scores/score";
import { checkTexts } from "../../../src/grading/texts";

const exercise = exerciseById("exercise-1");
const { hints } = checkTexts("exercise-1", "accuracy");
const scored = (outcome: object) => {
  const checks = [{ id: "accuracy", status: "failed", ...outcome }];
  const result = parseCheckResult(JSON.parse(JSON.stringify({ exercise: exercise.id, checks })), exercise);
  const score = scoreOf(exercise, result);
  return { ...score, accuracy: score.checks.find(({ id }) => id === "accuracy") };
};

test.each<[CheckStatus, number]>([
  ["passed", 2],
  ["partly", 1],
  ["failed", 0],
  ["not attempted", 0],
  ["error", 0],
  ["timed out", 0],
])("a check of two points that is %s gives %s", (status, points) => {
  expect(scored({ status })).toMatchObject({ points, maximum: 10, accuracy: { status, points, maximum: 2 } });
});

test("checks that a result lacks count as not attempted", () => {
  const statuses = scoreOf(exercise).checks.map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(["not attempted"]));
});

test("a failed check has the hint of its level, and tells whether there is another", () => {
  expect(scored({ hint: 1 }).accuracy).toMatchObject({ hint: hints[0], hasFurtherHint: true });
  expect(scored({ hint: 2, status: "partly" }).accuracy).toMatchObject({
    hint: hints[1],
    hasFurtherHint: true,
  });
  expect(scored({ hint: 3 }).accuracy?.hint).toBe(hints[2]);
  expect(scored({ hint: 3 }).accuracy).not.toHaveProperty("hasFurtherHint");
});

test("a failed check of a graded notebook has the first hint alone", () => {
  expect(scored({ basis: "measured" }).accuracy).toMatchObject({ hint: hints[0], basis: "measured" });
  expect(scored({ basis: "measured" }).accuracy).not.toHaveProperty("hasFurtherHint");
});

test("no hint is given after a finding that says what to do, and in no other status", () => {
  expect(scored({ hint: false }).accuracy?.hint).toBeUndefined();
  for (const status of checkStatuses.filter((one) => one !== "failed" && one !== "partly")) {
    expect(scored({ status, hint: 1 }).accuracy).not.toHaveProperty("hasFurtherHint");
    expect(scored({ status, hint: 1 }).accuracy?.hint).toBeUndefined();
  }
});

test.each([0, 4, 1.5, "2", true, null])("parseCheckResult reads no hint out of %p", (hint) => {
  expect(scored({ hint }).accuracy?.hint).toBe(hints[0]);
});

test("parseCheckResult passes over outcomes without an id or a known status", () => {
  const checks = [{ id: 1, status: "passed" }, { id: "images", status: "brilliant" }, null, "passed"];
  expect(parseCheckResult({ exercise: "exercise-1", checks }, exercise)?.checks).toEqual([]);
  expect(parseCheckResult({ exercise: "exercise-2", checks }, exercise)).toBeUndefined();
});
