/** `check` as a learner calls it, on whatever a notebook may hold. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type DisplayMessage, installDisplaySink } from "../../../src/display";
import { check, checkResultType, parseCheckResult, scoreOf } from "../../../src/grading";
import { exerciseById } from "../../../src/grading/checks/exercises";
import { checkTexts } from "../../../src/grading/texts";
import { scoreFirst, solvedHistory } from "../checks/solvedWork";

const drawn: DisplayMessage[] = [];

beforeEach(() => {
  drawn.length = 0;
  installDisplaySink({ send: (message) => drawn.push(message), hold: () => {}, clear: () => {} });
});
afterAll(() => installDisplaySink(undefined));

test("check draws one card, with a hint for what fails, and with its result as data", async () => {
  await check("exercise-1", { xTrain: tf.zeros([5, 28, 28, 1]), history: solvedHistory() });
  expect(drawn).toHaveLength(1);
  const bundle = drawn[0]?.bundle ?? {};
  expect(bundle["text/html"]).toContain("<i>Hint:</i> A convolution reads height, width and channels.");
  expect(bundle["text/plain"]).toContain("  ✗ 0/1  The images are ready for a convolution\n");
  expect(bundle["text/plain"]).toContain("  3 of 10 points");
  expect(bundle[checkResultType]).toMatchObject({
    exercise: "exercise-1",
    checks: expect.arrayContaining([{ id: "epochs", status: "passed" }]),
  });
});

test("check resolves with the points, and draws nothing more as a last value", async () => {
  const checked = await check("exercise-1", { history: solvedHistory() });
  expect(checked).toMatchObject({ exercise: "exercise-1", points: 3, maximum: 10, passed: false });
  expect(checked[Symbol.for("Jupyter.display") as keyof typeof checked]).toEqual(expect.any(Function));
  expect(drawn).toHaveLength(1);
});

/** What the card of a notebook's check shows of one of the checks. */
async function shown(id: string, values: Record<string, unknown>) {
  const { checks } = await check("exercise-1", values);
  const found = checks.find((one) => one.id === id);
  return { hint: found?.hint, text: String(drawn.at(-1)?.bundle["text/plain"]) };
}

test("each check that fails in the same way gives the next hint, and says so while there is one", async () => {
  const { hints } = checkTexts("exercise-1", "learning");
  const rising = { history: solvedHistory({ loss: Array.from({ length: 10 }, (_, epoch) => epoch) }) };
  const further = "Run the check again";
  for (const [hint, hasFurther] of [
    [hints[0], true],
    [hints[1], true],
    [hints[2], false],
    [hints[2], false],
  ]) {
    const card = await shown("learning", rising);
    expect(card.hint).toBe(hint);
    expect(card.text.includes(further)).toBe(hasFurther);
  }
});

test("a check that fails in another way, or that has passed in between, begins with the first hint", async () => {
  const [first, second] = checkTexts("exercise-1", "epochs").hints;
  const incomplete = { history: solvedHistory({ accuracy: undefined }) };
  const broken = { history: solvedHistory({ accuracy: [1] }) };
  const given = [];
  for (const values of [incomplete, incomplete, broken, incomplete, {}, incomplete]) {
    given.push((await shown("epochs", values)).hint);
  }
  // What is not attempted in between changes nothing.
  expect(given).toEqual([first, second, first, first, undefined, second]);
  await shown("epochs", { history: solvedHistory() });
  expect((await shown("epochs", incomplete)).hint).toBe(first);
});

test("the card's data hold the hint, so that they score the same elsewhere", async () => {
  const raw = { xTrain: tf.zeros([2, 28, 28]) };
  await check("exercise-1", raw);
  const checked = await check("exercise-1", raw);
  const result = JSON.parse(JSON.stringify(drawn[1]?.bundle[checkResultType]));
  expect(result.checks[0]).toMatchObject({ id: "images", status: "failed", hint: expect.any(Number) });
  const exercise = exerciseById("exercise-1");
  const again = scoreOf(exercise, parseCheckResult(result, exercise));
  expect(again.checks).toEqual(checked.checks);
});

test("check rejects an unknown exercise and lists those there are", async () => {
  await expect(check("exercise-7", {})).rejects.toThrow(
    'there is no exercise "exercise-7"; there is "exercise-1"',
  );
  expect(drawn).toHaveLength(0);
});

test("check says where an await was forgotten, and gives no hint on the task", async () => {
  const forgotten = Promise.resolve(solvedHistory());
  const checked = await check("exercise-1", { xTrain: tf.zeros([5, 28, 28, 1]), history: forgotten });
  const epochs = checked.checks.find(({ id }) => id === "epochs");
  expect(epochs).toMatchObject({
    status: "failed",
    finding:
      "`history` is a Promise: its value is not there yet. Write `await` before the call that gives it.",
    hint: undefined,
  });
  expect(drawn[0]?.bundle["text/plain"]).not.toContain("epochs?");
  await expect(check("exercise-1", Promise.resolve({}) as never)).rejects.toThrow(
    "check: the second argument is a Promise",
  );
});

test("check takes a name that no cell has declared as not there yet", async () => {
  const { points, checks } = await check("exercise-1", {
    get model() {
      throw new ReferenceError("model is not defined");
    },
    get history() {
      return solvedHistory();
    },
  });
  expect(points).toBe(3);
  expect(checks.find(({ id }) => id === "convolutions")?.status).toBe("not attempted");
});

test("check lets nothing that it looks at print red text, for which nbgrader gives no points", async () => {
  const [warn, log] = [
    jest.spyOn(console, "warn").mockImplementation(),
    jest.spyOn(console, "log").mockImplementation(),
  ];
  await check("exercise-1", {
    get history() {
      return console.warn("mine");
    },
  });
  expect(warn).not.toHaveBeenCalled();
  expect(log).toHaveBeenCalledWith("mine");
  console.warn("afterwards");
  expect(warn).toHaveBeenCalledWith("afterwards");
  jest.restoreAllMocks();
});

const hostile = new Proxy(
  {},
  {
    get: () => {
      throw new Error("do not touch");
    },
  },
);
const values: [string, unknown][] = [
  ["nothing", undefined],
  ["null", null],
  ["a number", 5],
  ["an empty object", {}],
  ["undefined values", { xTrain: undefined, model: undefined, history: undefined, scores: undefined }],
  ["null values", { xTrain: null, model: null, history: null, scores: null }],
  ["functions", { xTrain: () => 1, model: () => 1, history: () => 1, scores: () => 1 }],
  ["arrays", { xTrain: [1], model: [1], history: [1], scores: [1] }],
  ["a history of nothing", { history: { epoch: Array(10).fill(0), history: { loss: [], accuracy: null } } }],
  ["objects that throw", { xTrain: hostile, model: hostile, history: hostile, scores: hostile }],
  ["an object that throws", hostile],
  ["a model that was never built", { model: tf.sequential() }],
];

test.each(values)("check gives a card for %s", async (_, learners) => {
  const { points, checks } = await scoreFirst(learners as Record<string, unknown>);
  expect(points).toBe(0);
  for (const { status, finding } of checks) expect(status === "failed").toBe(finding !== undefined);
});

test("check names the error that looking at a value ended in", async () => {
  const { byId } = await scoreFirst({ history: hostile });
  expect(byId.epochs?.finding).toBe("Looking at it ended in an error: do not touch");
});

/** Checked by tsc. */
export function wrongCalls(): void {
  // @ts-expect-error an exercise's id is a string
  check(1, {});
  // @ts-expect-error the values have names
  check("exercise-1", "model");
}
