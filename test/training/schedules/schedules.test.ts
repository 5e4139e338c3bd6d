/** Learning-rate schedules, beside Keras's own. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { environmentExecutable, SeededRandom } from "../../../src/engine";
import { type Schedule, ScheduleError, schedules } from "../../../src/training/schedules";

const SEED = 512;
const random = new SeededRandom(SEED);
const whole = (low: number, high: number) => Math.floor(random.between(low, high + 1));
const flip = () => random.chance(0.5);

type Name = keyof typeof schedules;

/** Options at random; those with a default are left out at times. */
const optionsOf: Record<Name, () => object> = {
  CosineDecay: () => ({
    initialLearningRate: random.between(0.001, 0.1),
    decaySteps: whole(10, 500),
    ...(flip() && { alpha: random.next() }),
    ...(flip() && { warmupTarget: random.between(0.1, 0.5), warmupSteps: whole(5, 200) }),
  }),
  CosineDecayRestarts: () => ({
    initialLearningRate: random.between(0.001, 0.5),
    firstDecaySteps: whole(10, 200),
    ...(flip() && { tMul: [1, 1.5, 2, 3][whole(0, 3)] }),
    ...(flip() && { mMul: random.between(0.5, 1) }),
    ...(flip() && { alpha: random.between(0.01, 0.9) }),
  }),
  ExponentialDecay: () => ({
    initialLearningRate: random.between(0.001, 0.5),
    decaySteps: whole(10, 500),
    decayRate: random.between(0.5, 0.99),
    ...(flip() && { staircase: flip() }),
  }),
  InverseTimeDecay: () => ({
    initialLearningRate: random.between(0.001, 0.5),
    decaySteps: whole(10, 500),
    decayRate: random.between(0.1, 2),
    ...(flip() && { staircase: flip() }),
  }),
  PiecewiseConstantDecay: () => ({
    boundaries: [whole(1, 100), whole(101, 400), 500.5],
    values: [0.9, 0.5, 0.1, 0.01],
  }),
  PolynomialDecay: () => ({
    initialLearningRate: random.between(0.1, 0.5),
    decaySteps: whole(10, 500),
    ...(flip() && { endLearningRate: random.between(0.001, 0.05) }),
    ...(flip() && { power: random.between(0.5, 3) }),
    ...(flip() && { cycle: flip() }),
  }),
};

const TIMES = 8;
const cases = (Object.keys(schedules) as Name[]).flatMap((name) =>
  Array.from({ length: TIMES }, () => {
    const steps = Array.from({ length: 20 }, () => whole(0, 1_000));
    return { name, options: optionsOf[name](), steps };
  }),
);

const snakeCase = (options: object) =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );

let expected: number[][];
beforeAll(() => {
  const asked = cases.map(({ name, options, steps }) => [name, snakeCase(options), steps]);
  const script = path.join(__dirname, "keras_schedules.py");
  const printed = execFileSync(environmentExecutable("python"), [script], {
    input: JSON.stringify(asked),
    encoding: "utf8",
    stdio: "pipe",
  });
  expected = JSON.parse(printed);
}, 120_000);

test.each(cases.map((tried, index) => [tried.name, JSON.stringify(tried.options), index] as const))(
  `%s(%s) is Keras's at 20 steps of seed ${SEED}`,
  (name, _, index) => {
    const { options, steps } = cases[index] as (typeof cases)[number];
    const schedule: Schedule = new schedules[name](options as never);
    for (const [at, step] of steps.entries()) {
      const rate = expected[index]?.[at] as number;
      const error = Math.abs(schedule.at(step) - rate) / Math.max(rate, 1e-6);
      expect({ step, rate, ours: schedule.at(step), isClose: error < 2e-6 }).toMatchObject({ isClose: true });
    }
  },
);

test("options that mean nothing are refused", () => {
  const { CosineDecay, ExponentialDecay, PiecewiseConstantDecay } = schedules;
  const refused = [
    () => new ExponentialDecay({ initialLearningRate: 1, decaySteps: 0, decayRate: 1 }),
    () => new CosineDecay({ initialLearningRate: 1, decaySteps: 10, warmupSteps: 5 }),
    () => new PiecewiseConstantDecay({ boundaries: [1, 2], values: [1, 2] }),
    () => new PiecewiseConstantDecay({ boundaries: [2, 1], values: [1, 2, 3] }),
  ];
  for (const make of refused) expect(make).toThrow(ScheduleError);
});
